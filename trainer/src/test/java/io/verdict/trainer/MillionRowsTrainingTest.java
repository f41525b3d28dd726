package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.trainer.data.Table;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.doctor.DataDoctor;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.TextClassifier;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A million rows are examined, read, checked, split, turned into tokens, and trained on for some batches, within 2 GB. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class MillionRowsTrainingTest {
    private static final int ROWS = 1_000_000;
    private static final int BATCHES = 50;
    /** All memory of the process, in the heap and outside. */
    private static final long MOST_KILOBYTES = 2_000_000;

    private static final List<String> WORDS = List.of("the", "a", "is", "red", "old", "and", "my", "other", "things");

    @TempDir
    Path folder;

    /** Runs in a JVM of its own. */
    static final class Run {
        public static void main(String[] args) throws IOException {
            Path file = Path.of(args[0]);
            System.out.println(DataDoctor.withoutTokenizer()
                    .examine("training", Table.open(file), List.of("text"), List.of("label"))
                    .diagnosis()
                    .rows());
            TextClassificationData data = TextClassificationData.fromCsv()
                    .inputField("text")
                    .targetField("label")
                    .trainFile(file)
                    .valSplit(0.01)
                    .load();
            System.out.println(data.train().orElseThrow().size() + " "
                    + data.valid().orElseThrow().size());
            TrainerOptions options = TrainerOptions.builder()
                    .maxEpochs(1)
                    .batchSize(16)
                    .limitTrainBatches(new BatchAmount.Count(BATCHES))
                    .limitValBatches(new BatchAmount.Count(BATCHES))
                    .build();
            try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
                List<EpochResult> epochs =
                        new Trainer(options, TrainingListener.NONE).finetune(model, data, Strategy.NO_FREEZE);
                System.out.println(
                        epochs.size() + " " + Double.isFinite(epochs.get(0).trainLoss()));
            }
            System.out.println(peakKilobytes());
        }

        private static long peakKilobytes() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void fitIntoTwoGigabytes() throws IOException, InterruptedException {
        Path file = folder.resolve("million.csv");
        write(file);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Run.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        List<String> lines = output.lines().toList();
        assertThat(lines)
                .startsWith("{training=1000000}", "990000 10000", "1 true")
                .hasSize(4);
        assertThat(Long.parseLong(lines.get(3))).as("peak resident kilobytes").isLessThan(MOST_KILOBYTES);
    }

    /** Some 20 words a row, different in all rows. */
    private static void write(Path file) throws IOException {
        Random random = new Random(5);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("text,label\n");
            for (int row = 0; row < ROWS; row++) {
                boolean tool = random.nextBoolean();
                writer.append(tool ? "hammer " : "apple ").append(Integer.toString(row, 36));
                for (int word = 0; word < 18; word++) {
                    writer.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
                }
                writer.append(tool ? ",tool\n" : ",fruit\n");
            }
        }
    }
}
