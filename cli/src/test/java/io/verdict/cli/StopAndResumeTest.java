package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that is killed in the midst of an epoch, and one that goes on: the real backbone on the real mails. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS) // It has no such signals.
class StopAndResumeTest {
    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void runWithoutInterruption() throws Exception {
        assertThat(start("whole", "whole-run").waitFor()).as(err("whole")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void endsWithTheNumbersOfARunThatWasNotKilled(String signal, int code) throws Exception {
        assumeFalse(signal.equals("INT") && Signals.isIgnored(Signals.INT), "run in the background, without SIGINT");
        String half = "half-" + signal;
        String rest = "rest-" + signal;
        String root = "run-" + signal;
        Process killed = start(half, root);
        JsonObject state = waitForSteps(killed, folder.resolve(root));
        assertThat(state.get("batches").getAsInt())
                .as("in the midst of an epoch")
                .isPositive();
        new ProcessBuilder("kill", "-" + signal, Long.toString(killed.pid()))
                .start()
                .waitFor();
        assertThat(killed.waitFor()).as(err(half)).isEqualTo(code);
        assertThat(err(half))
                .contains("stopping after this step", "Interrupted after ", root + "/last")
                .doesNotContain("This should not happen");
        assertThat(folder.resolve(half)).doesNotExist();

        assertThat(start(rest, root, "--trainer.resume", "auto").waitFor())
                .as(err(rest))
                .isZero();
        assertThat(err(rest)).contains("Going on after ").doesNotContain("Update 6 ");
        for (String file : List.of("metrics.json", "model.safetensors")) {
            assertThat(Files.readAllBytes(folder.resolve(rest).resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
        }
        assertThat(history(rest)).hasSize(5).isEqualTo(history("whole"));
        assertThat(Files.readString(folder.resolve(root).resolve("best/best.json")))
                .isEqualTo(Files.readString(folder.resolve("whole-run/best/best.json")));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aModelThatIsBeingTestedIsSaved() throws Exception {
        Process process = launch(
                "tested",
                List.of(
                        "--trainer.strategy=no_freeze",
                        "--trainer.max_steps=2",
                        "--trainer.limit_val_batches=1",
                        "--trainer.default_root_dir=" + folder.resolve("run-tested"),
                        "--output=" + folder.resolve("tested")));
        Path state = folder.resolve("run-tested/last/state.json");
        while (process.isAlive() && !Files.exists(state)) {
            Thread.sleep(20);
        }
        Thread.sleep(500); // The test takes several seconds.
        assertThat(process.toHandle().destroy()).isTrue();
        assertThat(process.waitFor()).as(err("tested")).isEqualTo(143);
        assertThat(err("tested")).contains("stopping once the model is saved", "saved without having been tested");
        assertThat(folder.resolve("tested/model.safetensors")).isRegularFile();
        assertThat(folder.resolve("tested/metrics.json")).doesNotExist();
        assertThat(folder.resolve("tested/report.html")).isRegularFile();
    }

    /** Two epochs of 24 small batches, validated in their midst and at their ends. */
    private static Process start(String name, String root, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--trainer.strategy",
                "no_freeze",
                "--trainer.max_epochs",
                "2",
                "--trainer.limit_train_batches",
                "24",
                "--trainer.limit_val_batches",
                "4",
                "--trainer.limit_test_batches",
                "8",
                "--trainer.val_check_interval",
                "0.5",
                "--trainer.accumulate_grad_batches",
                "2",
                "--trainer.checkpoint_every_n_steps",
                "1",
                "--data.batch_size",
                "4",
                "--model.max_length",
                "48"));
        options.addAll(List.of(
                "--trainer.default_root_dir",
                folder.resolve(root).toString(),
                "--output",
                folder.resolve(name).toString()));
        options.addAll(List.of(more));
        return launch(name, options);
    }

    private static Process launch(String name, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-D" + BundledMail.HOME + "=" + Path.of("..").toAbsolutePath().normalize(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "text_classification"));
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectError(folder.resolve(name + ".err").toFile())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .start();
    }

    /** The state of the first checkpoint within the second half of the first epoch, or of a later one. */
    private static JsonObject waitForSteps(Process process, Path root) throws Exception {
        Path file = root.resolve("last/state.json");
        while (process.isAlive()) {
            try {
                JsonObject state =
                        JsonParser.parseString(Files.readString(file)).getAsJsonObject();
                if (state.get("updates").getAsInt() >= 7) {
                    return state;
                }
            } catch (IOException e) {
                // It is not there yet, or it is replaced at this moment.
                Thread.onSpinWait();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("It ended before it could be killed; its messages are in " + folder);
    }

    private static String err(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".err"));
    }

    /** The history without its last columns, which are speed and time. */
    private static List<List<String>> history(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name).resolve("history.csv")).stream()
                .map(line -> line.split(",", -1))
                .map(cells -> Arrays.asList(cells).subList(0, cells.length - 2))
                .toList();
    }
}
