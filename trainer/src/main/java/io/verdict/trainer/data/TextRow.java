package io.verdict.trainer.data;

import org.jspecify.annotations.Nullable;

/**
 * One row as it was read, its label not yet looked up.
 *
 * @param text not blank
 * @param label trimmed and not empty; {@code null} where no label column was asked for
 * @param line line on which the row starts, or number of the entry; from 1
 */
public record TextRow(String text, @Nullable String label, long line) {}
