package io.verdict.trainer.data;

import io.verdict.transformer.text.Labels;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one task, in up to four parts, and the labels they share. Made by the methods {@code from...},
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
    private final TargetFormat format;
    private final Optional<TextSource> train;
    private final Optional<TextSource> valid;
    private final Optional<TextSource> test;
    private final Optional<TextSource> predict;

    TextClassificationData(
            TargetFormat format,
            Optional<TextSource> train,
            Optional<TextSource> valid,
            Optional<TextSource> test,
            Optional<TextSource> predict) {
        this.format = format;
        this.train = train;
        this.valid = valid;
        this.test = test;
        this.predict = predict;
    }

    /**
     * Data from files whose names say what they are: {@code .csv}, {@code .tsv}, {@code .json}, {@code .jsonl}, {@code
     * .parquet}. A {@code .txt} file is read as CSV, but to predict as a text a line, under the field {@code text}.
     */
    public static FileDataBuilder fromFiles() {
        return fromFiles(FileKind.BY_NAME);
    }

    /** Data from files of this kind. */
    public static FileDataBuilder fromFiles(FileKind kind) {
        return new FileDataBuilder(kind::open, kind::openTexts);
    }

    /** Data from files of separated values: by tabs in {@code .tsv} files, by commas in all others. */
    public static FileDataBuilder fromCsv() {
        return new FileDataBuilder(CsvTable::open);
    }

    /** Data from files of values separated by tabs, whatever their names. */
    public static FileDataBuilder fromTsv() {
        return new FileDataBuilder(CsvTable::openTabs);
    }

    /**
     * Data from JSON files: JSON Lines, one object a line, or an array of objects. A field inside an object is named by
     * its path, {@code outer.inner}; a list is a list of labels; {@code null} is no value.
     */
    public static FileDataBuilder fromJson() {
        return new FileDataBuilder(file -> JsonTable.open(file, ""));
    }

    /** The same from files that hold one object, whose {@code field} has the array of rows. */
    public static FileDataBuilder fromJson(String field) {
        return new FileDataBuilder(file -> JsonTable.open(file, field));
    }

    /**
     * Data from Parquet files. A field of a struct is named by its path, {@code outer.inner}; a list is a list of labels.
     * Needs {@code blue.strategic.parquet:parquet-floor} on the class path, which a program must name itself.
     */
    public static FileDataBuilder fromParquet() {
        return new FileDataBuilder(ParquetTable::open);
    }

    /** 50,000 film reviews, negative and positive: 84 MB to download once. */
    public static DatasetBuilder fromImdb() {
        return new DatasetBuilder(KnownDataset.IMDB);
    }

    /**
     * Comments on Wikipedia's talk pages with six labels, from toxic to identity_hate. The SHA-256 of the file is not
     * known, so that it must be given, or the file itself.
     */
    public static DatasetBuilder fromToxic() {
        return new DatasetBuilder(KnownDataset.TOXIC);
    }

    /** Data from exports of Label Studio. */
    public static LabelStudioDataBuilder fromLabelStudio() {
        return new LabelStudioDataBuilder();
    }

    /** Data from objects of the program. */
    public static <T> RecordDataBuilder<T> fromRecords(Class<T> type) {
        Objects.requireNonNull(type);
        return new RecordDataBuilder<>();
    }

    /** Data from maps, such as the rows of a database query; see {@link Records}. */
    public static RecordDataBuilder<Map<String, @Nullable Object>> fromMaps() {
        return new RecordDataBuilder<>();
    }

    /** Data from lists in memory. */
    public static ListDataBuilder fromLists() {
        return new ListDataBuilder();
    }

    /** The classes; {@link Labels#NONE} if there are only texts to predict. */
    public Labels labels() {
        return format.labels();
    }

    public int numClasses() {
        return labels().size();
    }

    /** Whether a text can have several labels, or none. */
    public boolean multiLabel() {
        return labels().isMultiLabel();
    }

    /** The form of the targets; empty if there are none, or if the labels are a model's and no form was told. */
    public Optional<TargetForm> targetForm() {
        return format.form();
    }

    /**
     * How the targets are read, in one line: {@code target `tags`: comma-delimited labels, 6 distinct, multi-label};
     * empty if there are none.
     */
    public String describeTargets() {
        return format.describe();
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
