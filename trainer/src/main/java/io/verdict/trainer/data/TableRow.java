package io.verdict.trainer.data;

import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One row as it was read.
 *
 * @param line line of the file on which the row starts, or number of the row where there are no lines; from 1
 * @param cells the values of the fields asked for, in that order
 */
public record TableRow(long line, List<Cell> cells) {
    public TableRow {
        cells = List.copyOf(cells);
    }

    /**
     * Rows one after another.
     *
     * @param close what closing the stream does
     */
    static Stream<TableRow> stream(Iterator<TableRow> rows, Runnable close) {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(close);
    }
}
