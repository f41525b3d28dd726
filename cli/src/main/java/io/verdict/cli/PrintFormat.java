package io.verdict.cli;

import io.verdict.trainer.predict.PredictionFormat;
import java.util.Locale;
import java.util.Optional;

/** How predictions are printed. */
enum PrintFormat {
    /** A line for people. */
    TEXT,
    /** As in files. */
    CSV,
    TSV,
    JSONL,
    JSON;

    /** The format of files; none for people's. */
    Optional<PredictionFormat> ofFiles() {
        return this == TEXT ? Optional.empty() : Optional.of(PredictionFormat.valueOf(name()));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
