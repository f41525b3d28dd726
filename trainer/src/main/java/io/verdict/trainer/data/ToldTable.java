package io.verdict.trainer.data;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A table that tells how it is read, as long as it is to.
 *
 * @param on whether it is told
 */
record ToldTable(Table table, LoadProgress progress, AtomicBoolean on) implements Table {
    @Override
    public String name() {
        return table.name();
    }

    @Override
    public String place(long line) {
        return table.place(line);
    }

    @Override
    public String fieldWord() {
        return table.fieldWord();
    }

    @Override
    public String where(String field) {
        return table.where(field);
    }

    @Override
    public List<String> fields() {
        return table.fields();
    }

    @Override
    public int index(String field) {
        return table.index(field);
    }

    @Override
    public long bytes() {
        return table.bytes();
    }

    @Override
    public Stream<TableRow> stream(List<String> fields, LongConsumer more) {
        if (!on.get()) {
            return table.stream(fields, more);
        }
        progress.started(name(), bytes());
        return table.stream(fields, progress::advanced).onClose(progress::finished);
    }
}
