package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every sub-command of {@code text_classification}, from the data to a saved model, on a backbone of two layers. */
class DataSourcesTest {
    private static final List<String> ROWS =
            List.of("good film,good", "bad film,bad", "a good film,good", "a bad one,bad");

    @TempDir
    static Path folder = Path.of("");

    private static Path backbone = Path.of("");

    @BeforeAll
    static void backbone() throws IOException {
        backbone = TinyBackbone.in(folder);
    }

    private static CliRun train(String name, Object... source) {
        List<Object> args = new ArrayList<>(List.of(
                "text_classification",
                "--model.backbone",
                backbone,
                "--model.max_length",
                16,
                "--trainer.max_epochs",
                1,
                "--data.batch_size",
                2,
                "--output",
                folder.resolve(name)));
        args.addAll(List.of(source));
        return CliRun.of(args.toArray());
    }

    /** What training says to go on with works, for a file of texts and labels that the name says nothing of too. */
    private static void assertPrintedEvaluationWorks(String data, String name, Object... source) {
        CliRun training = assertTrains(data, name, source);
        String line = training.err()
                .lines()
                .filter(text -> text.contains(" evaluate --model "))
                .findFirst()
                .orElseThrow();
        List<String> words = Arrays.asList(line.strip().split(" "));
        CliRun evaluation =
                CliRun.of(words.subList(words.indexOf("evaluate"), words.size()).toArray());
        assertThat(evaluation.code()).as(evaluation.err()).isZero();
        assertThat(training.out()).contains(evaluation.out());
    }

    private static CliRun assertTrains(String data, String name, Object... source) {
        CliRun run = train(name, source);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains(data + "; 2 classes: ");
        assertThat(folder.resolve(name).resolve("verdict.json")).isRegularFile();
        return run;
    }

    private static Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Object[] files(String command, Path train, Path test) {
        return new Object[] {
            command,
            "--input_field",
            "text",
            "--target_field",
            "label",
            "--train_file",
            train,
            "--test_file",
            test,
            "--predict_file",
            test
        };
    }

    @Test
    void fromTsvAndCompressedCsv() throws IOException {
        String csv = "text,label\n" + String.join("\n", ROWS) + "\n";
        Path zip = folder.resolve("data.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("in/train.csv"));
            out.write(csv.getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("in/test.csv"));
            out.write(csv.getBytes(StandardCharsets.UTF_8));
        }
        Path gzip = folder.resolve("train.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(csv.getBytes(StandardCharsets.UTF_8));
        }
        assertTrains(
                "4 to train, 4 to test, 4 to predict on",
                "zip",
                files("from_csv", gzip, Path.of(zip + "!/in/test.csv")));
        Path tsv = write("tabs.txt", csv.replace(',', '\t'));
        assertPrintedEvaluationWorks("4 to train, 4 to test, 4 to predict on", "tsv", files("from_tsv", tsv, tsv));
        Path nameless = write("rows", csv);
        assertPrintedEvaluationWorks(
                "4 to train, 4 to test, 4 to predict on", "csv", files("from_csv", nameless, nameless));
    }

    @Test
    void fromJson() throws IOException {
        String rows = "{\"text\": \"good film\", \"label\": \"good\"}\n{\"text\": \"bad film\", \"label\": \"bad\"}\n";
        Path lines = write("train.jsonl", rows);
        assertTrains("2 to train, 2 to test, 2 to predict on", "jsonl", files("from_json", lines, lines));
        Path field = write("train.json", "{\"rows\": [" + rows.strip().replace("\n", ",\n") + "]}");
        Object[] args = Stream.concat(Stream.of(files("from_json", field, field)), Stream.of("--field", "rows"))
                .toArray();
        assertPrintedEvaluationWorks("2 to train, 2 to test, 2 to predict on", "json", args);
        Path model = folder.resolve("json");
        CliRun printed = CliRun.of("predict", "--model", model, "--file", field, "--rows_field", "rows");
        assertThat(printed.out()).as(printed.err()).contains("good film", "bad film");
        Path output = folder.resolve("predicted.csv");
        CliRun job = CliRun.of(
                "predict", "--model", model, "--file", field, "--rows_field", "rows", "--output_file", output);
        assertThat(job.code()).as(job.err()).isZero();
        assertThat(output).content().contains("good film,").contains("bad film,");
        CliRun wrong =
                train("wrong", "from_json", "--input_field", "txt", "--target_field", "label", "--train_file", lines);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err())
                .contains(lines + " has no field \"txt\"; its fields are: text, label. Did you mean \"text\"?");
    }

    @Test
    void formatsThatContradictTheFile() throws IOException {
        Path lines = write("right.jsonl", "{\"text\": \"good film\"}\n");
        String model = folder.resolve("none").toString();
        CliRun field = CliRun.of("predict", "--model", model, "--rows_field", "rows", "text");
        assertThat(field.code()).isEqualTo(2);
        assertThat(field.err()).contains("--rows_field is about a file, but none is named.");
        CliRun csv =
                CliRun.of("predict", "--model", model, "--file", lines, "--file_format", "csv", "--rows_field", "rows");
        assertThat(csv.code()).isEqualTo(2);
        assertThat(csv.err()).contains("rows_field names a field of a JSON file, but the format is csv");
        CliRun unknown = CliRun.of("evaluate", "--model", model, "--file", lines, "--file_format", "xls");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("\"xls\"", "csv, tsv, json, parquet, txt");
    }

    @Test
    void fromParquet() {
        Path file = Path.of("../trainer/src/test/resources/io/verdict/trainer/data/snappy.parquet");
        assertTrains(
                "5 to train on",
                "parquet",
                "from_parquet",
                "--input_field",
                "text",
                "--target_field",
                "topic",
                "--train_file",
                file);
    }

    @Test
    void fromLists() {
        assertTrains(
                "2 to train, 2 to test, 1 to predict on",
                "words",
                "from_lists",
                "--train_data",
                "good film",
                "bad film",
                "--train_targets",
                "good",
                "bad",
                "--test_data",
                "[\"a good one\", \"a bad one\"]",
                "--test_targets",
                "[\"good\", \"bad\"]",
                "--predict_data",
                "what a film");
        assertTrains(
                "2 to train on",
                "numbers",
                "from_lists",
                "--train_data",
                "[\"good film\", \"bad film\"]",
                "--train_targets",
                "[1, 0]");
        CliRun alone = train("alone", "from_lists", "--train_data", "a", "--train_targets", "b", "--val_data", "c");
        assertThat(alone.code()).isEqualTo(2);
        assertThat(alone.err()).contains("--val_data and --val_targets belong together.");
        CliRun broken = train("broken", "from_lists", "--train_data", "[\"a\"", "--train_targets", "b");
        assertThat(broken.code()).isEqualTo(2);
        assertThat(broken.err()).contains("--train_data is no JSON array of texts or numbers: [\"a\"");
    }

    @Test
    void fromLabelStudio() throws IOException {
        List<String> tasks = new ArrayList<>();
        for (String row : ROWS) {
            String[] parts = row.split(",", 2);
            tasks.add("{\"data\": {\"text\": \"" + parts[0]
                    + "\"}, \"annotations\": [{\"result\": [{\"type\": \"choices\","
                    + " \"from_name\": \"s\", \"value\": {\"choices\": [\"" + parts[1] + "\"]}}]}]}");
        }
        Path export = write("export.json", "[" + String.join(",\n", tasks) + "]");
        assertTrains(
                "2 to train, 2 to validate on",
                "studio",
                "from_labelstudio",
                "--export_json",
                export,
                "--val_split",
                0.5);
        CliRun none = train("none", "from_labelstudio");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("Give --export_json or --train_export_json, one of the two.");
    }

    @Test
    void fromImdbAndToxicSayWhatIsMissing() {
        CliRun imdb = train("imdb", "from_imdb", "--offline", "--cache", folder.resolve("cache"));
        assertThat(imdb.code()).isEqualTo(1);
        assertThat(imdb.err())
                .contains(folder.resolve("cache/datasets/aclImdb_v1.tar.gz")
                        + " is not there, and offline it is not downloaded.");
        CliRun toxic = train("toxic", "from_toxic", "--cache", folder.resolve("cache"));
        assertThat(toxic.code()).isEqualTo(1);
        assertThat(toxic.err()).contains("Give it (sha256), or download the file yourself and name it (file).");
        CliRun hash = train("hash", "from_imdb", "--sha256", "12", "--cache", folder.resolve("cache"));
        assertThat(hash.code()).isEqualTo(1);
        assertThat(hash.err()).contains("\"12\" is no SHA-256: it has 64 hexadecimal digits.");
    }
}
