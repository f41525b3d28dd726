package io.verdict.trainer.data;

import java.util.List;

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
}
