package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several labels a text, forms of targets and pairs of texts on the command line, on a backbone of two layers. */
class SeveralLabelsTest {
    @TempDir
    static Path folder = Path.of("");

    private static Path backbone = Path.of("");
    private static Path model = Path.of("");
    private static CliRun training = new CliRun(-1, "", "");

    @BeforeAll
    static void train() throws IOException {
        backbone = TinyBackbone.in(folder);
        model = folder.resolve("tags");
        List<String> rows = new ArrayList<>(List.of("text,tags"));
        for (int i = 0; i < 12; i++) {
            rows.addAll(List.of(
                    "the good film,\"film,good\"",
                    "very good,good",
                    "bad film !,\"bad,film\"",
                    "a film,film",
                    "bad,bad"));
        }
        Files.write(folder.resolve("train.csv"), rows);
        Files.write(folder.resolve("test.csv"), rows.subList(0, 11));
        training = run(
                model,
                "--trainer.max_epochs",
                "12",
                "from_csv",
                "--target_field",
                "tags",
                "--train_file",
                folder.resolve("train.csv").toString(),
                "--val_split",
                "0.2",
                "--test_file",
                folder.resolve("test.csv").toString());
        assertThat(training.code()).as(training.err()).isZero();
    }

    private static CliRun run(Path output, String... args) {
        List<String> line = new ArrayList<>(List.of(
                "text_classification",
                "--model.backbone",
                backbone.toString(),
                "--model.max_length",
                "16",
                "--model.learning_rate",
                "0.005",
                "--trainer.strategy",
                "no_freeze",
                "--data.batch_size",
                "8",
                "--output",
                output.toString()));
        line.addAll(List.of(args));
        if (!line.contains("--input_field")) {
            line.addAll(List.of("--input_field", "text"));
        }
        return CliRun.of(line.toArray());
    }

    @Test
    void trainingTellsWhatItFoundAndMeasuresEachLabel() throws IOException {
        assertThat(training.err())
                .contains(
                        "48 to train, 12 to validate, 10 to test on; 3 classes: bad, film, good",
                        "Targets   target `tags`: comma-delimited labels, 3 distinct, multi-label");
        assertThat(training.out())
                .contains("bad ", "film ", "good ", "micro mean", "macro mean", "all labels right")
                .doesNotContain("confusion");
        JsonObject metrics = JsonParser.parseString(Files.readString(model.resolve("metrics.json")))
                .getAsJsonObject();
        assertThat(metrics.getAsJsonArray("labels")).hasSize(3);
        assertThat(metrics.getAsJsonObject("micro").get("f1").getAsDouble()).isGreaterThan(0.9);
        assertThat(Files.readString(model.resolve("config.json"))).contains("multi_label_classification");
        assertThat(CliRun.of("inspect", model).out()).contains("3 labels, any number of them a text: bad, film, good");
    }

    @Test
    void predictionsAreAllLabelsOverTheThreshold() {
        CliRun text = CliRun.of("predict", "--model", model, "the good film", "a");
        assertThat(text.lines().get(0)).matches("film 0\\.\\d{4}\tgood 0\\.\\d{4}\tthe good film");
        assertThat(CliRun.of("predict", "--model", model, "--format", "csv", "the good film")
                        .out())
                .isEqualTo("text,label\nthe good film,\"film,good\"\n");
        assertThat(CliRun.of("predict", "--model", model, "--output", "classes", "--format", "jsonl", "bad")
                        .out())
                .isEqualTo("{\"text\":\"bad\",\"classes\":[0]}\n");
        JsonObject labels = JsonParser.parseString(
                        CliRun.of("predict", "--model", model, "--format", "jsonl", "the good film")
                                .out())
                .getAsJsonObject()
                .getAsJsonObject("labels");
        assertThat(labels.keySet()).containsExactly("film", "good");
    }

    @Test
    void evaluationReadsTheTagsOfTheModel() {
        CliRun run =
                CliRun.of("evaluate", "--model", model, "--file", folder.resolve("test.csv"), "--target_field", "tags");
        assertThat(run.code()).as(run.err()).isZero();
        String metrics = training.out()
                .substring(training.out().indexOf('\n') + 1, training.out().indexOf("\nSaved"));
        assertThat(run.out()).isEqualTo(metrics);
    }

    @Test
    void aFormThatIsToldIsTaken() {
        CliRun run = run(
                folder.resolve("one"),
                "--data.target_form",
                "label",
                "--data.class_weights",
                "balanced",
                "--data.sampling",
                "weighted",
                "--trainer.max_epochs",
                "1",
                "from_csv",
                "--target_field",
                "tags",
                "--train_file",
                folder.resolve("train.csv").toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("Targets   target `tags`: labels, 5 distinct, single-label, as told");
        CliRun wrong = run(
                folder.resolve("two"),
                "--data.target_form",
                "comas",
                "from_csv",
                "--target_field",
                "tags",
                "--train_file",
                folder.resolve("train.csv").toString());
        assertThat(wrong.code()).isNotZero();
        assertThat(wrong.err()).contains("Unknown target_form \"comas\"", "Did you mean \"comma\"?");
    }

    @Test
    void pairsAndColumnsOfLabels() throws IOException {
        List<String> rows = new ArrayList<>(List.of("first,second,p,q"));
        for (int i = 0; i < 8; i++) {
            rows.addAll(List.of("good,film,1,0", "bad,film,1,1", "very,bad,0,0"));
        }
        Path file = Files.write(folder.resolve("pairs.csv"), rows);
        Path pairs = folder.resolve("pairs");
        CliRun run = run(
                pairs,
                Stream.of(
                                "--trainer.max_epochs",
                                "2",
                                "from_csv",
                                "--input_field",
                                "first,second",
                                "--target_fields",
                                "p,q",
                                "--train_file",
                                file.toString(),
                                "--predict_file",
                                file.toString())
                        .toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("Targets   targets `p`, `q`: multi-hot columns, 2 distinct, multi-label");
        CliRun predicted = CliRun.of(
                "predict", "--model", pairs, "--input", file, "--field", "first,second", "--output", "logits");
        assertThat(predicted.code()).as(predicted.err()).isZero();
        CliRun first =
                CliRun.of("predict", "--model", pairs, "--input", file, "--field", "first", "--output", "logits");
        assertThat(predicted.lines()).hasSize(24);
        assertThat(predicted.lines().get(0)).isNotEqualTo(first.lines().get(0));
    }
}
