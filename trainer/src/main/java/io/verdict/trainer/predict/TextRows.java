package io.verdict.trainer.predict;

import io.verdict.trainer.data.Cell;
import io.verdict.trainer.data.Table;
import io.verdict.trainer.data.TableRow;
import io.verdict.transformer.VerdictException;
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
     * @param text empty if the row cannot be read
     * @param problem why it cannot be read, with its place; empty if it can
     */
    record Read(String text, String problem) {
        boolean isBroken() {
            return !problem.isEmpty();
        }
    }

    private final Table table;
    private final String field;
    private final Stream<TableRow> stream;
    private final Iterator<TableRow> rows;
    private String lastProblem = "";

    /** @throws VerdictException if the table has no such field, or cannot be opened */
    TextRows(Table table, String field, LongConsumer progress) {
        this.table = table;
        this.field = field;
        this.stream = table.stream(List.of(field), progress);
        this.rows = stream.iterator();
    }

    /**
     * The next row, readable or not; empty at the end.
     *
     * @throws VerdictException if the table cannot be read any further
     */
    Optional<Read> next() {
        try {
            return rows.hasNext() ? Optional.of(read(rows.next())) : Optional.empty();
        } catch (VerdictException e) {
            String problem = String.valueOf(e.getMessage());
            if (problem.equals(lastProblem)) {
                // The same place again: what reads the file does not get past it.
                throw e;
            }
            lastProblem = problem;
            return Optional.of(new Read("", problem));
        }
    }

    private Read read(TableRow row) {
        Cell cell = row.cells().get(0);
        return cell.isBlank()
                ? new Read("", table.place(row.line()) + ": the text" + table.where(field) + " is empty.")
                : new Read(cell.text(), "");
    }

    @Override
    public void close() {
        stream.close();
    }
}
