package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Collects where the data is; {@link #load} reads and checks all of it. For the files' format see {@link CsvTextReader}. */
public final class CsvDataBuilder {
    private @Nullable String inputField;
    private @Nullable String targetField;
    private @Nullable Path trainFile;
    private @Nullable Path validFile;
    private @Nullable Path testFile;
    private @Nullable Path predictFile;
    private @Nullable Double valSplit;
    private long seed;
    private @Nullable Labels labels;

    CsvDataBuilder() {}

    /** The column with the texts; always needed. */
    public CsvDataBuilder inputField(String name) {
        inputField = name;
        return this;
    }

    /** The column with the labels; needed for all files but the one to predict. */
    public CsvDataBuilder targetField(String name) {
        targetField = name;
        return this;
    }

    public CsvDataBuilder trainFile(Path file) {
        trainFile = file;
        return this;
    }

    public CsvDataBuilder validFile(Path file) {
        validFile = file;
        return this;
    }

    public CsvDataBuilder testFile(Path file) {
        testFile = file;
        return this;
    }

    /** Texts to predict; their labels, if there are any, are not read. */
    public CsvDataBuilder predictFile(Path file) {
        predictFile = file;
        return this;
    }

    /** Validates on this fraction of the training file, of each class alike, instead of on a file of its own. */
    public CsvDataBuilder valSplit(double fraction) {
        valSplit = fraction;
        return this;
    }

    /** Seed of the draw for {@link #valSplit}; 0 if not set. */
    public CsvDataBuilder seed(long value) {
        seed = value;
        return this;
    }

    /** The labels of a model that exists already; any other label is then an error. */
    public CsvDataBuilder labels(Labels known) {
        labels = known;
        return this;
    }

    /**
     * Reads every file once, checks it and counts.
     *
     * @throws VerdictException with file and line, at the first thing that is wrong
     */
    public TextClassificationData load() {
        String input = inputField;
        if (input == null) {
            throw new VerdictException("Name the column with the texts (input_field).");
        }
        boolean labelled = trainFile != null || validFile != null || testFile != null;
        if (labelled && targetField == null) {
            throw new VerdictException("Name the column with the labels (target_field).");
        }
        if (input.equals(targetField)) {
            throw new VerdictException("Texts and labels cannot both come from the column \"" + input + "\".");
        }
        return new DataOptions(
                        rows(trainFile, input, targetField),
                        rows(validFile, input, targetField),
                        rows(testFile, input, targetField),
                        rows(predictFile, input, null),
                        valSplit,
                        seed,
                        labels)
                .load();
    }

    private static @Nullable Rows rows(@Nullable Path file, String input, @Nullable String target) {
        return file == null ? null : new Rows.Csv(file, input, target);
    }
}
