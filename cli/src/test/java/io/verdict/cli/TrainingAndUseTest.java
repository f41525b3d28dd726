package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a CSV to a saved model, and everything that is done with one, on a backbone of two layers. */
class TrainingAndUseTest {
    @TempDir
    static Path folder = Path.of("");

    private static Path backbone = Path.of("");
    private static Path data = Path.of("");
    private static Path model = Path.of("");
    private static CliRun training = new CliRun(-1, "", "");

    @BeforeAll
    static void train() throws IOException {
        backbone = TinyBackbone.in(folder);
        data = csv("train.csv", 60);
        csv("test.csv", 20);
        model = folder.resolve("model");
        training = CliRun.of(trainTo(model, "no_freeze"));
        assertThat(training.code()).as(training.err()).isZero();
    }

    @Test
    void trainingPrintsMetricsAndSaves() {
        assertThat(training.out())
                .contains("Metrics on the test data", "accuracy", "confusion matrix", "Saved to " + model);
        assertThat(training.err())
                .contains(
                        "48 to train, 12 to validate, 20 to test on; 2 classes: bad, good",
                        // Without the pooler, which the mean of the rows does not go through.
                        "Model     13,738 parameters, of which 13,138 train",
                        "Epoch 1/8",
                        "Epoch 8/8",
                        "Doctor    warning, training: ",
                        "repeat an earlier one.",
                        "Doctor    \"verdict doctor\" says more, and what to do",
                        "To go on:",
                        "predict --model",
                        "evaluate --model",
                        "--input_field text --target_field label");
    }

    @Test
    void aModelHoldsTheFilesThatTheReferenceNames() throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(model)) {
            names = files.map(file -> file.getFileName().toString()).sorted().toList();
        }
        assertThat(names)
                .containsExactly(
                        "README.md",
                        "config.json",
                        "config.yaml",
                        "confusion_matrix.png",
                        "curves.png",
                        "evaluation.html",
                        "history.csv",
                        "metrics.json",
                        "model.safetensors",
                        "report.html",
                        "special_tokens_map.json",
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "verdict.json");
        String reference = Files.readString(Path.of("../docs/reference/saved-model.md"));
        assertThat(names).allMatch(name -> reference.contains("`" + name + "`"));
    }

    @Test
    void theSameSeedGivesTheSameNumbers() throws IOException {
        Path again = folder.resolve("again");
        CliRun second = CliRun.of(trainTo(again, "no_freeze"));
        assertThat(second.out()).isEqualTo(training.out().replace(model.toString(), again.toString()));
        assertThat(Files.readAllBytes(again.resolve("model.safetensors")))
                .isEqualTo(Files.readAllBytes(model.resolve("model.safetensors")));
    }

    @Test
    void aPrintedConfigReproducesTheMetricsToTheDigit() throws IOException {
        Path again = folder.resolve("from config");
        CliRun printed = CliRun.of(Stream.concat(Stream.of(trainTo(again, "no_freeze")), Stream.of("--print_config"))
                .toArray());
        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(again).doesNotExist();
        Path config = Files.writeString(folder.resolve("c.yaml"), printed.out());
        CliRun second = CliRun.of("text_classification", "--config", config);
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.out()).isEqualTo(training.out().replace(model.toString(), again.toString()));
        assertThat(again.resolve("metrics.json")).hasSameTextualContentAs(model.resolve("metrics.json"));
        // The model holds the config that made it, which makes it again.
        assertThat(again.resolve("config.yaml")).hasContent(printed.out());
        Path third = folder.resolve("from the model's config");
        CliRun run = CliRun.of("text_classification", "--config", model.resolve("config.yaml"), "--output", third);
        assertThat(run.out()).isEqualTo(training.out().replace(model.toString(), third.toString()));
        assertThat(third.resolve("metrics.json")).hasSameTextualContentAs(model.resolve("metrics.json"));
    }

    @Test
    void optionsMayStandAfterTheSubCommandToo() {
        Path after = folder.resolve("after");
        CliRun run = CliRun.of(
                "text_classification",
                "from_csv",
                "--input_field",
                "text",
                "--target_field",
                "label",
                "--train_file",
                data,
                "--model.backbone",
                backbone,
                "--model.max_length",
                16,
                "--trainer.max_epochs",
                1,
                "--output",
                after,
                "--quiet");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(after.resolve("verdict.json")).isRegularFile();
    }

    @Test
    void predictsInEveryForm() {
        assertThat(predict("--output", "labels").out())
                .matches("good\t\\d\\.\\d{4}\tgood film\nbad\t\\d\\.\\d{4}\tbad film\n");
        assertThat(predict("--output", "classes").out()).isEqualTo("1\tgood film\n0\tbad film\n");
        assertThat(predict("--output", "probabilities").lines().get(0))
                .matches("bad 0\\.\\d{4}\tgood 0\\.\\d{4}\tgood film");
        assertThat(predict("--output", "logits", "--format", "csv").lines().get(0))
                .isEqualTo("text,bad,good");
        assertThat(predict("--format", "csv").out()).isEqualTo("text,label\ngood film,good\nbad film,bad\n");
        JsonObject object = JsonParser.parseString(predict("--output", "probabilities", "--format", "jsonl")
                        .lines()
                        .get(1))
                .getAsJsonObject();
        assertThat(object.get("text").getAsString()).isEqualTo("bad film");
        JsonObject probabilities = object.getAsJsonObject("probabilities");
        double sum = probabilities.get("bad").getAsDouble()
                + probabilities.get("good").getAsDouble();
        assertThat(sum).isBetween(1 - 1e-6, 1 + 1e-6);
        assertThat(predict("--output", "classes", "--format", "jsonl").out())
                .isEqualTo("{\"text\":\"good film\",\"class\":1}\n{\"text\":\"bad film\",\"class\":0}\n");
        assertThat(predict("--output", "classes", "--format", "json").out())
                .isEqualTo("[\n{\"text\":\"good film\",\"class\":1},\n{\"text\":\"bad film\",\"class\":0}\n]\n");
        assertThat(predict("--format", "tsv").out()).isEqualTo("text\tlabel\ngood film\tgood\nbad film\tbad\n");
        assertThat(predict("--top_k", 2).lines().get(0)).matches("good 0\\.\\d{4}\tbad 0\\.\\d{4}\tgood film");
        assertThat(predict("--output", "raw").lines().get(1))
                .matches("bad\t0\\.\\d{4}\t0\tlogits\tbad .*\tgood .*\tprobabilities\tbad .*\tgood .*\tbad film");
        CliRun threshold = CliRun.of("predict", "--model", model, "--threshold", 0.3, "good film");
        assertThat(threshold.code()).isEqualTo(1);
        assertThat(threshold.err()).contains("--threshold is for models whose texts can have several labels");
    }

    @Test
    void predictsLinesAndFilesAlike() {
        CliRun lines = CliRun.withInput("good film\nbad film\n", "predict", "--model", model);
        assertThat(lines.out()).isEqualTo(predict().out());
        CliRun file = CliRun.of("predict", "--model", model, "--input", folder.resolve("test.csv"), "--format", "csv");
        assertThat(file.lines()).hasSize(21);
        assertThat(file.lines().get(0)).isEqualTo("text,label");
    }

    @Test
    void predictsFilesToFiles() throws IOException {
        Path out = folder.resolve("predictions.jsonl");
        Object[] args = {
            "predict",
            "--model",
            model,
            "--file",
            folder.resolve("test.csv"),
            "--output",
            "raw",
            "--top_k",
            2,
            "--errors",
            folder.resolve("bad.jsonl"),
            "--output_file",
            out,
            "--resume"
        };
        CliRun run = CliRun.of(args);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("20 rows to " + out);
        JsonObject first =
                JsonParser.parseString(Files.readAllLines(out).get(0)).getAsJsonObject();
        assertThat(first.keySet()).containsExactly("text", "labels", "classes", "logits", "probabilities");
        assertThat(first.getAsJsonObject("labels").keySet()).containsExactly("good", "bad");
        assertThat(CliRun.of(args).err()).contains("is complete already");
        CliRun printed = CliRun.of(
                "predict",
                "--model",
                model,
                "--file",
                folder.resolve("test.csv"),
                "--output=raw",
                "--top_k=2",
                "--format=jsonl");
        assertThat(printed.out()).isEqualTo(Files.readString(out));
    }

    @Test
    void evaluatesAsTrainingDid() throws IOException {
        CliRun text = CliRun.of("evaluate", "--model", model, "--file", folder.resolve("test.csv"));
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(training.out()).contains(text.out());
        CliRun json = CliRun.of(
                "evaluate",
                "--model",
                model,
                "--file",
                folder.resolve("test.csv"),
                "--format",
                "json",
                "--report",
                folder.resolve("report"));
        assertThat(JsonParser.parseString(json.out())
                        .getAsJsonObject()
                        .get("examples")
                        .getAsInt())
                .isEqualTo(20);
        assertThat(folder.resolve("report/metrics.json"))
                .content()
                .isEqualTo(json.out())
                .isEqualTo(Files.readString(model.resolve("metrics.json")))
                .contains("\"roc_auc\"");
    }

    @Test
    void aReportReplacesNothingUnasked() throws IOException {
        Path report = folder.resolve("report of few");
        Object[] evaluate = {"evaluate", "--model", model, "--file", folder.resolve("test.csv"), "--report", report};
        assertThat(CliRun.of(evaluate).code()).isZero();
        assertThat(report.resolve("confusion_matrix.png")).isRegularFile();
        String before = Files.readString(report.resolve("metrics.json"));
        CliRun again = CliRun.of(evaluate);
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err())
                .contains(report + " has a report.html already; name another folder with --report, or add --overwrite");

        Path one = Files.writeString(folder.resolve("one.csv"), "text,label\ngood film,good\n");
        evaluate[4] = one;
        CliRun replaced = CliRun.of(
                Stream.concat(Stream.of(evaluate), Stream.of("--overwrite")).toArray());
        assertThat(replaced.code()).as(replaced.err()).isZero();
        assertThat(report.resolve("metrics.json")).content().isNotEqualTo(before);
        // One class has no curves, and those of the report before are not left beside it.
        assertThat(report.resolve("evaluation.html")).doesNotExist();

        evaluate[6] = model;
        CliRun overModel = CliRun.of(
                Stream.concat(Stream.of(evaluate), Stream.of("--overwrite")).toArray());
        assertThat(overModel.code()).isEqualTo(1);
        assertThat(overModel.err()).contains(model + " is a saved model, with the report of its training");
    }

    @Test
    void inspectsModelsAndExports() {
        assertThat(CliRun.of("inspect", model).out())
                .contains("text classification, 2 classes: bad, good")
                .contains("classifier.weight")
                .contains("test_accuracy");
        CliRun export = CliRun.of("inspect", backbone.resolve("model.onnx"));
        assertThat(export.out())
                .contains("Encoder      2 layers, hidden 24")
                .contains("embeddings.word_embeddings.weight")
                .contains("opset 14");
        assertThat(CliRun.of("inspect", backbone).out()).contains("Encoder      2 layers, hidden 24");
    }

    @Test
    void aModelIsABackboneToo() {
        CliRun run = CliRun.withInput("good film\n", "embed", "--backbone", model);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lines()).hasSize(1);
        assertThat(CliRun.withInput("good film\n", "tokenize", "--tokenizer", model)
                        .lines())
                .hasSize(1);
    }

    @Test
    void doesNotOverwriteUnasked() {
        CliRun run = CliRun.of(trainTo(model, "freeze"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("verdict: " + model + " holds a model already");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void whatIsWrongWithDataIsToldBeforeTraining() throws IOException {
        expectFailure("nowhere.csv", "text", "nowhere.csv");
        expectFailure(data.toString(), "txt", "Did you mean \"text\"?");
        Path empty = Files.writeString(folder.resolve("empty-text.csv"), "text,label\ngood film,good\n  ,bad\n");
        expectFailure(empty.toString(), "text", "empty-text.csv");
        Path ragged = Files.writeString(folder.resolve("ragged.csv"), "text,label\ngood film,good,x\n");
        expectFailure(ragged.toString(), "text", "ragged.csv");
    }

    @Test
    void whatIsWrongWithAModelIsTold() throws IOException {
        CliRun none = CliRun.of("predict", "--model", folder.resolve("no model"), "text");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err())
                .startsWith("verdict: ")
                .contains("is no saved model")
                .doesNotContain("\tat ");
        Path damaged = Files.createDirectory(folder.resolve("damaged"));
        for (String file : List.of(
                "config.json",
                "tokenizer.json",
                "tokenizer_config.json",
                "special_tokens_map.json",
                "model.safetensors",
                "verdict.json")) {
            Files.copy(model.resolve(file), damaged.resolve(file));
        }
        Files.writeString(damaged.resolve("tokenizer.json"), "{}");
        CliRun altered = CliRun.of("predict", "--model", damaged, "text");
        assertThat(altered.code()).isEqualTo(1);
        assertThat(altered.err()).contains("tokenizer.json").doesNotContain("\tat ");
        Path labels = Files.writeString(folder.resolve("labels.csv"), "text,label\ngood film,excellent\n");
        CliRun unknown = CliRun.of("evaluate", "--model", model, "--file", labels);
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("labels.csv").contains("excellent");
    }

    private static void expectFailure(String file, String column, String message) {
        CliRun run = CliRun.of(
                "text_classification",
                "--model.backbone",
                backbone,
                "--output",
                folder.resolve("unused"),
                "from_csv",
                "--input_field",
                column,
                "--target_field",
                "label",
                "--train_file",
                file);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("verdict: ").contains(message).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
        assertThat(folder.resolve("unused")).doesNotExist();
    }

    private static Object[] trainTo(Path output, String strategy) {
        return new Object[] {
            "text_classification",
            "--trainer.strategy",
            strategy,
            "--trainer.max_epochs",
            8,
            "--model.learning_rate",
            0.005,
            "--model.backbone",
            backbone,
            "--model.max_length",
            16,
            "--data.batch_size",
            8,
            "--output",
            output,
            "from_csv",
            "--input_field",
            "text",
            "--target_field",
            "label",
            "--train_file",
            data,
            "--val_split",
            0.2,
            "--test_file",
            folder.resolve("test.csv")
        };
    }

    private static CliRun predict(Object... options) {
        Object[] args = new Object[options.length + 5];
        System.arraycopy(new Object[] {"predict", "--model", model}, 0, args, 0, 3);
        System.arraycopy(options, 0, args, 3, options.length);
        args[args.length - 2] = "good film";
        args[args.length - 1] = "bad film";
        CliRun run = CliRun.of(args);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return run;
    }

    private static Path csv(String name, int rows) throws IOException {
        StringBuilder text = new StringBuilder("text,label\n");
        for (int i = 0; i < rows; i++) {
            String word = i % 2 == 0 ? "good" : "bad";
            text.append(i % 3 == 0 ? "the film is very " + word : word + " film" + "!".repeat(i % 5))
                    .append(',')
                    .append(word)
                    .append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }
}
