package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** README's first command, with both strategies: the real backbone on the real mails. */
@Tag("slow")
class BundledMailTest {
    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void nameTheInstallation() {
        System.setProperty(
                BundledMail.HOME, Path.of("..").toAbsolutePath().normalize().toString());
    }

    @AfterAll
    static void forgetTheInstallation() {
        System.clearProperty(BundledMail.HOME);
    }

    /**
     * A logistic regression on pooled rows of this backbone reached 0.94 to 0.95 on a random split, on which mails of one
     * campaign stand on both sides; here they do not.
     */
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void theHeadAloneLearnsToTellSpamFromHamTheSameWayTwice() throws IOException {
        CliRun frozen = train("frozen", "freeze");
        assertThat(frozen.out())
                .contains("Metrics on the test data", "Predictions", "Saved to " + folder.resolve("frozen"));
        assertThat(frozen.lines()).anyMatch(line -> line.matches("  (ham|spam) +[01]\\.\\d{4}  CONGRATULATIONS!!! .*"));
        assertThat(accuracy("frozen")).isGreaterThanOrEqualTo(0.92);

        train("again", "freeze");
        assertThat(Files.readAllBytes(folder.resolve("again/metrics.json")))
                .isEqualTo(Files.readAllBytes(folder.resolve("frozen/metrics.json")));
    }

    /** Every part is used, but few of its batches. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aPrintedConfigReproducesTheMetricsToTheDigit() throws IOException {
        Object[] options = {
            "text_classification",
            "--trainer.strategy=no_freeze",
            "--trainer.max_epochs=1",
            "--trainer.limit_train_batches=12",
            "--trainer.limit_val_batches=4",
            "--trainer.limit_test_batches=8",
            "--data.batch_size=8",
            "--model.max_length=64",
            "--seed_everything=7"
        };
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        CliRun trained = run(options, "--output=" + first);
        CliRun printed = run(options, "--output=" + second, "--print_config");
        Path config = Files.writeString(folder.resolve("c.yaml"), printed.out());
        CliRun again = run(new Object[] {"text_classification"}, "--config=" + config);
        assertThat(trained.out()).contains("accuracy");
        assertThat(again.out()).isEqualTo(trained.out().replace(first.toString(), second.toString()));
        for (String file : List.of("metrics.json", "model.safetensors")) {
            assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
        }
    }

    private static CliRun run(Object[] options, Object... more) {
        CliRun run = CliRun.of(
                Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    /** Three epochs take eight minutes on two cores, so this one runs by hand: see CONTRIBUTING. */
    @Test
    @Tag("long")
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void theWholeModelLearnsMore() throws IOException {
        train("whole", "no_freeze");
        assertThat(accuracy("whole")).isGreaterThanOrEqualTo(0.97);
    }

    private CliRun train(String name, String strategy) {
        CliRun run = CliRun.of(
                "text_classification", "--trainer.strategy", strategy, "--output", folder.resolve(name), "--quiet");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return run;
    }

    private double accuracy(String name) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve(name).resolve("metrics.json")))
                .getAsJsonObject()
                .get("accuracy")
                .getAsDouble();
    }
}
