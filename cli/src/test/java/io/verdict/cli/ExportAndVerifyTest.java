package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code export}, {@code verify} and {@code --engine} on a model that the command line has trained. */
class ExportAndVerifyTest {
    @TempDir
    static Path folder;

    private static Path model;
    private static Path other;
    private static Path texts;

    @BeforeAll
    static void train() throws IOException {
        Path backbone = TinyBackbone.in(folder);
        texts = Files.write(
                folder.resolve("texts.csv"),
                List.of(
                        "text,label",
                        "good film,good",
                        "bad film,bad",
                        "a very good film,good",
                        "the film is bad!,bad"));
        model = trained(backbone, "model", 1);
        other = trained(backbone, "other", 2);
    }

    private static Path trained(Path backbone, String name, int seed) {
        Path output = folder.resolve(name);
        CliRun run = CliRun.of(
                "text_classification",
                "--model.backbone",
                backbone,
                "--model.max_length",
                "32",
                "--trainer.max_epochs",
                "1",
                "--seed_everything",
                seed,
                "--output",
                output,
                "from_csv",
                "--input_field",
                "text",
                "--target_field",
                "label",
                "--train_file",
                texts,
                "--val_file",
                texts);
        assertThat(run.code()).as(run.err()).isZero();
        return output;
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnx", "samediff", "huggingface"})
    void anExportIsVerifiedAndAgreesAfterwards(String format) {
        Path output = folder.resolve("export-" + format);
        CliRun run = CliRun.of("export", "--model", model, "--format", format, "--output", output, "--input", texts);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lines()).hasSize(1);
        assertThat(Path.of(run.lines().get(0))).exists().hasParent(output);
        assertThat(run.err()).contains("Verified with model.", "4 texts: the logits differ by up to ");
        assertThat(output.resolve("verification.json")).exists();
        CliRun verified = CliRun.of("verify", output, "--against", model, "--rows", "2");
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(verified.out()).contains("10 texts:", "no label differs").hasLineCount(7);
    }

    @Test
    void modelsThatDifferAreExitCode1() {
        CliRun run = CliRun.of("verify", other, "--against", model, "--input", texts);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("4 texts: the logits differ by up to ").hasLineCount(9);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void onnxRuntimePredictsAndEvaluatesTheSame() {
        for (Object[] command : new Object[][] {
            {"predict", "--model", model, "--output", "labels", "good film", "bad film"},
            {"evaluate", "--model", model, "--file", texts}
        }) {
            CliRun own = CliRun.of(command);
            Object[] withEngine = java.util.Arrays.copyOf(command, command.length + 2);
            withEngine[command.length] = "--engine";
            withEngine[command.length + 1] = "onnxruntime";
            CliRun run = CliRun.of(withEngine);
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).isEqualTo(own.out());
        }
    }

    @Test
    void wrongUseIsSaid() {
        CliRun format = CliRun.of("export", "--model", model, "--format", "onx", "--output", folder.resolve("x"));
        assertThat(format.code()).isEqualTo(2);
        assertThat(format.err()).contains("Did you mean \"onnx\"?");
        CliRun engine = CliRun.of("predict", "--model", model, "--engine", "torch", "text");
        assertThat(engine.code()).isEqualTo(2);
        assertThat(engine.err()).contains("supported: samediff, onnxruntime");
        CliRun tolerance = CliRun.of(
                "export",
                "--model",
                model,
                "--format",
                "samediff",
                "--output",
                folder.resolve("x"),
                "--tolerance",
                "-1");
        assertThat(tolerance.code()).isEqualTo(2);
        CliRun field = CliRun.of("verify", model, "--against", model, "--field", "text");
        assertThat(field.err()).contains("--field names a column of --input, which is missing.");
        CliRun occupied = CliRun.of("export", "--model", model, "--format", "samediff", "--output", other);
        assertThat(occupied.code()).isEqualTo(1);
        assertThat(occupied.err()).contains("exists and is no export of a model");
    }

    @Test
    void enableOrtTellsWhatWasFusedAndTestsWithOnnxRuntime() {
        CliRun run = CliRun.of(
                "text_classification",
                "--model.backbone",
                folder.resolve("tiny backbone"),
                "--model.enable_ort",
                "true",
                "--model.max_length",
                "32",
                "--trainer.fast_dev_run",
                "true",
                "from_csv",
                "--input_field",
                "text",
                "--target_field",
                "label",
                "--train_file",
                texts,
                "--test_file",
                texts);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("layer norm", "attention", "Engine    ONNX Runtime");
        assertThat(run.out()).contains("Metrics on the test data");
    }
}
