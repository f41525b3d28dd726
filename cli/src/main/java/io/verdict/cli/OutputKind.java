package io.verdict.cli;

/** What is printed of a prediction. */
enum OutputKind {
    /** The name of the most likely class. */
    LABELS,
    /** The probability of each class. */
    PROBABILITIES,
    /** What the head computed for each class. */
    LOGITS,
    /** The number of the most likely class. */
    CLASSES
}
