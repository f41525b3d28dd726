package io.verdict.trainer.acceptance;

import io.verdict.trainer.data.DataBuilder;
import io.verdict.trainer.data.FileDataBuilder;
import io.verdict.trainer.data.TextClassificationData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The three sentences in every kind of source, for training, validation, test and prediction alike. */
final class ThreeRows {
    private static final Path PARQUET = Path.of("src/test/resources/io/verdict/trainer/data");

    private ThreeRows() {}

    /** @param folder where a file is written, if the kind needs one */
    static DataBuilder<?> from(String kind, boolean several, Path folder) throws IOException {
        List<Sentence> rows = Sentence.three(several);
        return switch (kind) {
            case "lists" -> lists(rows, several);
            case "records" -> records(rows, several);
            case "csv" ->
                files(TextClassificationData.fromCsv(), write(folder.resolve("data.csv"), separated(rows, ",")));
            case "tsv" ->
                files(TextClassificationData.fromTsv(), write(folder.resolve("data.tsv"), separated(rows, "\t")));
            case "jsonl" ->
                files(
                        TextClassificationData.fromJson(),
                        write(folder.resolve("data.jsonl"), joined(rows, row -> json(row, several), "", "\n", "\n")));
            case "json field" ->
                files(
                        TextClassificationData.fromJson("rows"),
                        write(
                                folder.resolve("data.json"),
                                joined(rows, row -> json(row, several), "{\"rows\": [", ", ", "]}")));
            case "parquet" ->
                files(
                        TextClassificationData.fromParquet(),
                        PARQUET.resolve(several ? "several-labels.parquet" : "one-label.parquet"));
            case "label studio" ->
                labelStudio(
                        write(folder.resolve("export.json"), joined(rows, ThreeRows::task, "[", ",\n", "]")), several);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static DataBuilder<?> lists(List<Sentence> rows, boolean several) {
        List<String> texts = rows.stream().map(Sentence::sentence).toList();
        List<?> targets = rows.stream().map(row -> row.target(several)).toList();
        return TextClassificationData.fromLists()
                .train(texts, targets)
                .valid(texts, targets)
                .test(texts, targets)
                .predict(texts);
    }

    private static DataBuilder<?> records(List<Sentence> rows, boolean several) {
        return TextClassificationData.fromRecords(Sentence.class)
                .input(Sentence::sentence)
                .target(row -> row.target(several))
                .train(rows)
                .valid(rows::stream)
                .test(rows)
                .predict(rows);
    }

    private static DataBuilder<?> files(FileDataBuilder builder, Path file) {
        return builder.inputField("sentence")
                .targetField("label")
                .trainFile(file)
                .validFile(file)
                .testFile(file)
                .predictFile(file);
    }

    private static DataBuilder<?> labelStudio(Path export, boolean several) {
        return TextClassificationData.fromLabelStudio()
                .multiLabel(several)
                .trainExportJson(export)
                .validExportJson(export)
                .testExportJson(export)
                .predictExportJson(export);
    }

    private static String separated(List<Sentence> rows, String separator) {
        return joined(
                rows,
                row -> row.sentence() + separator + "\"" + String.join(",", row.labels()) + "\"",
                "sentence" + separator + "label\n",
                "\n",
                "\n");
    }

    private static String json(Sentence row, boolean several) {
        String labels = quoted(row.labels());
        return "{\"sentence\": \"" + row.sentence() + "\", \"label\": "
                + (several ? labels : labels.substring(1, labels.length() - 1)) + "}";
    }

    private static String task(Sentence row) {
        return "{\"data\": {\"text\": \"" + row.sentence()
                + "\"}, \"annotations\": [{\"result\": [{\"type\": \"choices\", \"from_name\": \"s\","
                + " \"value\": {\"choices\": " + quoted(row.labels()) + "}}]}]}";
    }

    private static String quoted(List<String> labels) {
        return labels.stream().map(label -> "\"" + label + "\"").collect(Collectors.joining(", ", "[", "]"));
    }

    private static String joined(
            List<Sentence> rows, Function<Sentence, String> row, String first, String between, String last) {
        return rows.stream().map(row).collect(Collectors.joining(between, first, last));
    }

    private static Path write(Path file, String text) throws IOException {
        return Files.writeString(file, text);
    }
}
