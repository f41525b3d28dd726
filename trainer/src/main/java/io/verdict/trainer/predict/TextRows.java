package io.verdict.trainer.predict;

import io.verdict.trainer.data.BrokenRowException;
import io.verdict.trainer.data.Cell;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.Table;
import io.verdict.trainer.data.TableRow;
import io.verdict.trainer.data.Target;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** The rows of a table as texts, also past rows that cannot be read. */
final class TextRows implements AutoCloseable {
    /**
     * What came of one row.
     *
     * @param example the text or the pair; empty if the row cannot be read
     * @param line where it begins, from 1
     * @param problem why it cannot be read, with its place; empty if it can
     */
    record Read(Optional<Example> example, long line, String problem) {
        boolean isBroken() {
            return example.isEmpty();
        }
    }

    private final Table table;
    private final List<String> fields;
    private final Stream<TableRow> stream;
    private final Iterator<TableRow> rows;

    /** @throws io.verdict.transformer.VerdictException if the table has no such fields, or cannot be opened */
    TextRows(Table table, List<String> fields, LongConsumer progress) {
        this.table = table;
        this.fields = fields;
        this.stream = table.stream(fields, progress);
        this.rows = stream.iterator();
    }

    /**
     * The next row, readable or not; empty at the end.
     *
     * @throws io.verdict.transformer.VerdictException if the table cannot be read any further
     */
    Optional<Read> next() {
        try {
            return rows.hasNext() ? Optional.of(read(rows.next())) : Optional.empty();
        } catch (BrokenRowException e) {
            return Optional.of(new Read(Optional.empty(), e.line(), String.valueOf(e.getMessage())));
        }
    }

    private Read read(TableRow row) {
        for (int i = 0; i < fields.size(); i++) {
            if (row.cells().get(i).isBlank()) {
                return new Read(
                        Optional.empty(),
                        row.line(),
                        table.place(row.line()) + ": the text" + table.where(fields.get(i)) + " is empty.");
            }
        }
        List<String> texts = row.cells().stream().map(Cell::text).toList();
        Optional<String> pair = texts.stream().skip(1).findFirst();
        return new Read(Optional.of(new Example(texts.get(0), pair, Target.NONE, row.line())), row.line(), "");
    }

    @Override
    public void close() {
        stream.close();
    }
}
