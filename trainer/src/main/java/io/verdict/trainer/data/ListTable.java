package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows in memory.
 *
 * @param name what messages call it
 * @param columns the values of each field, all as many
 */
record ListTable(String name, List<String> fields, List<List<Cell>> columns) implements Table {
    static final String TEXT = "text";
    static final String TARGET = "target";

    ListTable {
        fields = List.copyOf(fields);
        columns = columns.stream().map(List::copyOf).toList();
    }

    /** Texts and, in the same order, their targets. */
    static ListTable of(String name, List<String> texts, List<Cell> targets) {
        if (targets.size() != texts.size()) {
            throw new VerdictException("There are " + texts.size() + " texts but " + targets.size() + " labels in "
                    + name + "; each text needs one.");
        }
        return new ListTable(name, List.of(TEXT, TARGET), List.of(cells(texts), targets));
    }

    /** Texts without targets. */
    static ListTable ofTexts(String name, List<String> texts) {
        return new ListTable(name, List.of(TEXT), List.of(cells(texts)));
    }

    private static List<Cell> cells(List<String> texts) {
        return texts.stream().<Cell>map(Cell.Text::new).toList();
    }

    @Override
    public String place(long line) {
        return name + ", entry " + line;
    }

    @Override
    public String where(String field) {
        return "";
    }

    @Override
    public Stream<TableRow> stream(List<String> wanted, LongConsumer progress) {
        List<List<Cell>> selected =
                wanted.stream().map(field -> columns.get(index(field))).toList();
        return IntStream.range(0, columns.get(0).size())
                .mapToObj(row -> new TableRow(
                        row + 1L,
                        selected.stream().map(column -> column.get(row)).toList()));
    }
}
