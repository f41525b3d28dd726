package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer's options on the command line, by what they do; 48 texts to train on are 6 batches of 8. */
class TrainerOptionsTest {
    @TempDir
    Path folder = Path.of("");

    private Path backbone = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void makeData() throws IOException {
        backbone = TinyBackbone.in(folder);
        StringBuilder text = new StringBuilder("text,label\n");
        for (int i = 0; i < 60; i++) {
            text.append(i % 2 == 0 ? "good film" : "bad film").append(i % 2 == 0 ? ",good\n" : ",bad\n");
        }
        data = Files.writeString(folder.resolve("data.csv"), text);
    }

    private CliRun train(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                "text_classification",
                "from_csv",
                "--input_field",
                "text",
                "--target_field",
                "label",
                "--train_file",
                data,
                "--val_split",
                "0.2",
                "--predict_file",
                data,
                "--model.backbone",
                backbone,
                "--model.max_length",
                16,
                "--data.batch_size",
                8,
                "--output",
                folder.resolve("model")));
        arguments.addAll(Arrays.asList(more));
        return CliRun.of(arguments.toArray());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void fastDevRunWritesNothing() throws IOException {
        List<String> before = files();
        CliRun run = train(
                "--trainer.fast_dev_run",
                "true",
                "--trainer.default_root_dir",
                folder.resolve("run"),
                "--trainer.logger",
                "csv",
                "--trainer.log_dir",
                folder.resolve("logs"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("Epoch 1/1", "nothing was written");
        assertThat(run.out()).contains("Metrics on the validation data");
        assertThat(run.out().lines().filter(line -> line.endsWith(" film"))).hasSize(8);
        assertThat(files()).isEqualTo(before);
    }

    /** 2 epochs of 6 updates each, of which every third is logged; a resumed run goes on in a folder of its own. */
    @Test
    void logsAreWrittenWhileTrainingGoesOn() throws IOException {
        List<Object> logged = List.of(
                "--trainer.logger",
                "TensorBoard,csv",
                "--trainer.log_dir",
                folder.resolve("logs"),
                "--trainer.log_every_n_steps",
                3,
                "--trainer.max_epochs",
                2,
                "--trainer.default_root_dir",
                folder.resolve("run"),
                "--overwrite");
        List<Object> stopped = new ArrayList<>(logged);
        stopped.addAll(List.of("--trainer.stop_after_epochs", 1));
        assertThat(train(stopped.toArray()).code()).isZero();
        List<Object> resumed = new ArrayList<>(logged);
        resumed.add("--trainer.resume");
        CliRun run = train(resumed.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("Logging   to " + folder.resolve("logs").resolve("version_1"));
        assertThat(steps("version_0")).containsExactly("3", "6", "6");
        assertThat(steps("version_1")).containsExactly("9", "12", "12");
        assertThat(files())
                .contains("logs/version_1/config.yaml", "logs/version_1/hparams.json")
                .filteredOn(file -> file.contains("version_1/events.out.tfevents."))
                .hasSize(1);
    }

    private List<String> steps(String version) throws IOException {
        return Files.readAllLines(folder.resolve("logs").resolve(version).resolve("metrics.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1)[1])
                .toList();
    }

    @Test
    void anUnknownLoggerIsToldWithTheValidOnes() {
        assertThat(train("--trainer.logger", "tensorbord").err())
                .contains("Unknown logger \"tensorbord\"; supported: tensorboard, csv, jsonl.")
                .contains("Did you mean \"tensorboard\"?");
    }

    @Test
    void limitsAreKept() throws IOException {
        CliRun run = train(
                "--trainer.max_steps",
                5,
                "--trainer.limit_train_batches",
                "0.5",
                "--trainer.val_check_interval",
                2,
                "--trainer.limit_val_batches",
                1,
                "--trainer.limit_predict_batches",
                0,
                "--trainer.gradient_clip_algorithm",
                "value");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("Stopped after update 5: max_steps");
        assertThat(run.out().lines().filter(line -> line.endsWith(" film"))).isEmpty();
        // Validated after batches 2 of each epoch of 3, and there the run ends, too.
        assertThat(Files.readAllLines(folder.resolve("model/history.csv")).stream()
                        .skip(1)
                        .map(line -> line.split(",", -1)[1]))
                .containsExactly("2", "3", "5");
    }

    @Test
    void lrFindTrainsWithWhatItFoundAndDrawsIt() {
        CliRun run = train("--trainer.lr_find", "--trainer.max_epochs", 1);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("lr_find: ");
        assertThat(folder.resolve("model/lr_find.png")).isNotEmptyFile();
        // The picture came with the model, so that both can be overwritten.
        CliRun again = train("--trainer.max_epochs", 1, "--overwrite");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(folder.resolve("model/lr_find.png")).doesNotExist();
    }

    @Test
    void resumeTakesAutoOrNothing() {
        Path root = folder.resolve("run");
        CliRun first =
                train("--trainer.max_epochs", 2, "--trainer.stop_after_epochs", 1, "--trainer.default_root_dir", root);
        assertThat(first.code()).as(first.err()).isZero();
        for (List<Object> resume : List.<List<Object>>of(
                List.of("--trainer.resume"), List.of("--trainer.resume", "auto"), List.of("--trainer.resume=auto"))) {
            List<Object> arguments = new ArrayList<>(
                    List.of("--trainer.max_epochs", 2, "--trainer.default_root_dir", root, "--overwrite"));
            arguments.addAll(resume);
            CliRun run = train(arguments.toArray());
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).contains("Going on after epoch ");
        }
        CliRun wrong = train("--trainer.resume", "perhaps", "--trainer.default_root_dir", root);
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("resume is \"perhaps\"; it may be auto or false");
    }

    @Test
    void aWrongValueSaysWhatMayStandThere() {
        assertThat(train("--trainer.precision", "16-mixed").err()).contains("the only one is 32");
        assertThat(train("--trainer.limit_train_batches", "all").err())
                .contains("\"all\" is neither a number of batches, such as 10, nor a share of them");
        assertThat(train("--trainer.max_time", "soon").err()).contains("write DD:HH:MM:SS");
        assertThat(train("--trainer.monitor", "loss").err()).contains("val_loss, val_accuracy");
        assertThat(train("--trainer.fast_dev_run", "some").err())
                .contains("it may be true, false or a number of batches");
    }
}
