package io.verdict.trainer.predict;

import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** How predictions are written. UTF-8; lines end in LF. */
public enum PredictionFormat {
    /** RFC 4180 with a header. */
    CSV,
    /** The same with tabs. */
    TSV,
    /** A JSON object a line. */
    JSONL,
    /** An array of these objects. */
    JSON;

    /** The name on the command line, and the end of a file's name. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of a file, by the end of its name.
     *
     * @throws VerdictException if the name ends otherwise
     */
    public static PredictionFormat of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith("." + format.id()))
                .findFirst()
                .orElseThrow(() -> new VerdictException(file + ": the name must end in .csv, .tsv, .jsonl or .json"));
    }

    boolean isTable() {
        return this == CSV || this == TSV;
    }
}
