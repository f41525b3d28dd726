package io.verdict.trainer.data;

import java.util.Optional;

/**
 * The texts of one task, in up to four parts, and the labels they share. Made by {@link #fromCsv} or {@link #fromLists},
 * which check everything first. Immutable.
 *
 * <pre>{@code
 * TextClassificationData data = TextClassificationData.fromCsv()
 *         .inputField("text")
 *         .targetField("label")
 *         .trainFile(Path.of("train.csv"))
 *         .valSplit(0.2)
 *         .load();
 * }</pre>
 *
 * <p>Labels are those of the training data: names are trimmed and sorted, so that "negative" is class 0 and "positive"
 * class 1; numbers are the classes themselves, from 0 to the largest. Without training data they must be given, as
 * those of the model that is to be tested.
 */
public final class TextClassificationData {
    private final Labels labels;
    private final Optional<TextSource> train;
    private final Optional<TextSource> valid;
    private final Optional<TextSource> test;
    private final Optional<TextSource> predict;

    TextClassificationData(
            Labels labels,
            Optional<TextSource> train,
            Optional<TextSource> valid,
            Optional<TextSource> test,
            Optional<TextSource> predict) {
        this.labels = labels;
        this.train = train;
        this.valid = valid;
        this.test = test;
        this.predict = predict;
    }

    /** Data from files of separated values: by tabs in {@code .tsv} files, by commas in all others. */
    public static FileDataBuilder fromCsv() {
        return new FileDataBuilder(CsvTable::open);
    }

    /** Data from lists in memory. */
    public static ListDataBuilder fromLists() {
        return new ListDataBuilder();
    }

    /** The classes; {@link Labels#NONE} if there are only texts to predict. */
    public Labels labels() {
        return labels;
    }

    public int numClasses() {
        return labels.size();
    }

    public Optional<TextSource> train() {
        return train;
    }

    /** The validation data: its own, or what was split off the training data. */
    public Optional<TextSource> valid() {
        return valid;
    }

    public Optional<TextSource> test() {
        return test;
    }

    /** Texts without labels. */
    public Optional<TextSource> predict() {
        return predict;
    }
}
