package io.verdict.trainer.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row as text and targets, the targets not yet looked up.
 *
 * @param text not blank
 * @param targets the values of the target fields, none of them blank; empty where no target field was asked for
 * @param line line on which the row starts, or number of the entry; from 1
 */
record TextRow(String text, List<Cell> targets, long line) {
    TextRow {
        targets = List.copyOf(targets);
    }

    /** The one target as a label, trimmed; {@code null} where no target field was asked for. */
    @Nullable
    String label() {
        return targets.isEmpty() ? null : targets.get(0).text().strip();
    }
}
