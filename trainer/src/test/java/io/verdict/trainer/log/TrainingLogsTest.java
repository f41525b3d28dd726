package io.verdict.trainer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.verdict.trainer.EpochResult;
import io.verdict.trainer.StepResult;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLogsTest {
    private static final Set<LogFormat> ALL = EnumSet.allOf(LogFormat.class);
    private static final StepResult STEP = new StepResult(50, 0.5, 1e-4, 0.625, 1.5, 2000);
    private static final EpochResult EPOCH = new EpochResult(1, 1, 100, 5e-5, 0.5, 0.75, 0.25, 0.875, 0.8125, 1900, 12);
    private static final EpochResult NOT_VALIDATED =
            new EpochResult(2, 2, 200, 0, 0.4, 0.8, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 12);

    @TempDir
    private Path root;

    @Test
    void everyRunHasItsOwnFolder() throws IOException {
        Files.createDirectories(root.resolve("version_7"));
        Files.createDirectories(root.resolve("version_x"));
        Files.writeString(root.resolve("notes.txt"), "mine");
        try (TrainingLogs first = open(false);
                TrainingLogs second = open(false)) {
            assertThat(first.folder()).isEqualTo(root.resolve("version_8"));
            assertThat(second.folder()).isEqualTo(root.resolve("version_9"));
        }
    }

    /** Read before the log is closed: a run that is killed keeps what it logged. */
    @Test
    void csvHasAColumnAValue() throws IOException {
        try (TrainingLogs logs = open(false)) {
            logs.step(STEP);
            logs.epoch(EPOCH);
            logs.epoch(NOT_VALIDATED);
            assertThat(logs.folder().resolve("metrics.csv"))
                    .hasContent(
                            "epoch,step,lr,grad_norm,tokens_per_second,train_cross_entropy_step,train_cross_entropy,"
                                    + "train_accuracy,val_cross_entropy,val_accuracy,val_f1_macro,test_cross_entropy,"
                                    + "test_accuracy,test_f1_macro\n"
                                    + "0.5,50,1.0E-4,1.5,2000.0,0.625,,,,,,,,\n"
                                    + "1.0,100,,,,,0.5,0.75,0.25,0.875,0.8125,,,\n"
                                    + "2.0,200,,,,,0.4,0.8,,,,,,\n");
        }
    }

    @Test
    void jsonLinesHoldWhatWasMeasured() throws IOException {
        try (TrainingLogs logs = open(true)) {
            logs.step(STEP);
            logs.epoch(EPOCH);
            List<String> lines = Files.readAllLines(logs.folder().resolve("metrics.jsonl"));
            assertThat(lines).hasSize(2);
            assertThat(object(lines.get(0)).keySet())
                    .containsExactly(
                            "time",
                            "epoch",
                            "step",
                            "lr",
                            "grad_norm",
                            "tokens_per_second",
                            "train_binary_cross_entropy_step");
            JsonObject epoch = object(lines.get(1));
            assertThat(epoch.get("val_subset_accuracy").getAsDouble()).isEqualTo(0.875);
            assertThat(epoch.get("val_f1_macro").getAsDouble()).isEqualTo(0.8125);
            assertThat(epoch.get("time").getAsDouble()).isCloseTo(System.currentTimeMillis() / 1000.0, within(600.0));
        }
    }

    /** The bytes themselves are compared in {@link EventFileTest}. */
    @Test
    void tensorBoardHasARecordAPoint() throws IOException {
        try (TrainingLogs logs = open(false)) {
            logs.step(STEP);
            logs.epoch(EPOCH);
            List<Integer> records = records(eventFile(logs.folder()));
            assertThat(records).as("version, settings, step, epoch").hasSize(4);
        }
    }

    @Test
    void settingsAreKept() throws IOException {
        try (TrainingLogs logs = open(false)) {
            assertThat(object(Files.readString(logs.folder().resolve("hparams.json"))))
                    .isEqualTo(object("{\"strategy\": \"freeze\", \"dropout\": \"a=1 | b\"}"));
        }
    }

    @Test
    void onlyWhatIsAskedForIsWritten() throws IOException {
        try (TrainingLogs logs = TrainingLogs.open(root, EnumSet.of(LogFormat.JSONL), false, Map.of());
                var files = Files.list(logs.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("hparams.json", "metrics.jsonl");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsAnError() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        assertThatThrownBy(() -> TrainingLogs.open(file, ALL, false, Map.of()))
                .isInstanceOf(VerdictException.class)
                .hasMessageStartingWith("Cannot write logs into " + file);
    }

    private TrainingLogs open(boolean multiLabel) {
        return TrainingLogs.open(root, ALL, multiLabel, Map.of("strategy", "freeze", "dropout", "a=1 | b"));
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static Path eventFile(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(TensorBoardLog.PREFIX))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The records' lengths. */
    private static List<Integer> records(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> lengths = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int length = Math.toIntExact(bytes.getLong());
            bytes.position(bytes.position() + 2 * Integer.BYTES + length);
            lengths.add(length);
        }
        return lengths;
    }
}
