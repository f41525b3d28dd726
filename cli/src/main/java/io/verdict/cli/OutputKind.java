package io.verdict.cli;

import java.util.Locale;

/** What is printed of a prediction. */
enum OutputKind {
    /** The name of the most likely class. */
    LABELS,
    /** The probability of each class. */
    PROBABILITIES,
    /** What the head computed for each class. */
    LOGITS,
    /** The number of the most likely class. */
    CLASSES;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
