package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several labels a text, learned by the head alone: the real backbone on the descriptions that come with Verdict. */
@Tag("slow")
class TopicsTest {
    @TempDir
    Path folder = Path.of("");

    /** Flash promises a micro F1 of 0.40 for several labels. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void theHeadAloneLearnsTheTopicsOfPrograms() throws IOException {
        Path data = Path.of("../examples/data/topics");
        Path model = folder.resolve("topics");
        CliRun run = CliRun.of(
                "text_classification",
                "--output",
                model,
                "from_csv",
                "--input_field",
                "text",
                "--target_field",
                "topics",
                "--train_file",
                data.resolve("train.csv"),
                "--val_split",
                0.1,
                "--test_file",
                data.resolve("test.csv"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "1,710 to train, 190 to validate, 600 to test on; 16 classes",
                        "Targets   target `topics`: comma-delimited labels, 16 distinct, multi-label");
        JsonObject metrics = JsonParser.parseString(Files.readString(model.resolve("metrics.json")))
                .getAsJsonObject();
        assertThat(metrics.getAsJsonArray("labels")).hasSize(16);
        assertThat(metrics.getAsJsonObject("micro").get("f1").getAsDouble()).isGreaterThanOrEqualTo(0.70);
        assertThat(metrics.getAsJsonObject("macro").get("f1").getAsDouble()).isGreaterThanOrEqualTo(0.65);
        CliRun predicted = CliRun.of("predict", "--model", model, "a shooting game with spaceships and music");
        assertThat(predicted.out()).contains("games ");
    }
}
