package io.verdict.trainer.data;

import java.util.List;
import java.util.Optional;

/**
 * One row as text and targets, the targets not yet looked up.
 *
 * @param text not blank
 * @param pair the second text, where there are two; not blank
 * @param targets the values of the target fields; empty where no target field was asked for
 * @param line line on which the row starts, or number of the entry; from 1
 */
record TextRow(String text, Optional<String> pair, List<Cell> targets, long line) {
    TextRow {
        targets = List.copyOf(targets);
    }

    TextRow(String text, List<Cell> targets, long line) {
        this(text, Optional.empty(), targets, line);
    }
}
