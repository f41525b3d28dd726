package io.verdict.cli;

import java.util.Locale;

/** How predictions are printed. */
enum PredictionFormat {
    /** A line for people. */
    TEXT,
    /** RFC 4180 with a header; lines end in LF. */
    CSV,
    /** A JSON object a line. */
    JSONL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
