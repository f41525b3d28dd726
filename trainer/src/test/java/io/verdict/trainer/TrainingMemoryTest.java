package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.transformer.Activation;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Encoder;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.Loss;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.Targets;
import io.verdict.transformer.Trainable;
import io.verdict.transformer.TrainingOptions;
import io.verdict.transformer.TrainingSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Whole training steps of a model of MiniLM's size, on batches of changing shapes: the process does not grow. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class TrainingMemoryTest {
    private static final int STEPS = 300;
    private static final int SETTLED = 50;
    private static final double GROWTH = 0.02;

    /**
     * Runs in a JVM of its own and prints its resident kilobytes after step 50 and after the last. The heap is in memory
     * from the start, so that what grows is memory outside of it.
     */
    static final class Run {
        public static void main(String[] args) throws IOException {
            EncoderConfig config = new EncoderConfig(30522, 384, 6, 12, 1536, 512, 2, 1e-12, Activation.GELU, true);
            Random random = new Random(1);
            try (Classifier classifier = Classifier.withFreshHead(encoder(config, random), Pooling.MEAN, 2, 1);
                    TrainingSession session = classifier.openTraining(
                            new TrainingOptions(Trainable.everything(), Dropout.BERT, Loss.CROSS_ENTROPY));
                    Gradients gradients = new Gradients(session, 1);
                    Optimizer optimizer =
                            new Optimizer(OptimizerChoice.of(OptimizerKind.ADAMW), 0.01, parameters(classifier))) {
                for (int step = 1; step <= STEPS; step++) {
                    session.step(batch(random, config), new Targets.Classes(List.of(0, 1, 1, 0)), 1, step);
                    gradients.add(1);
                    optimizer.update(gradients, 1e-5, gradients.scale(gradients.norm(), 1));
                    gradients.clear();
                    if (step == SETTLED || step == STEPS) {
                        System.out.println(residentKilobytes());
                    }
                }
            }
        }

        /** Four texts of 40 to 64 tokens; the largest batch comes early, as it may in any order. */
        private static PackedBatch batch(Random random, EncoderConfig config) {
            PackedBatch.Builder batch = PackedBatch.builder();
            for (int text = 0; text < 4; text++) {
                batch.add(random.ints(40 + random.nextInt(25), 0, config.vocabularySize())
                        .toArray());
            }
            return batch.build();
        }

        private static Encoder encoder(EncoderConfig config, Random random) {
            Parameters parameters = new Parameters();
            for (ParameterSpec spec : ParameterSpec.encoder(config)) {
                float[] values = new float[Math.toIntExact(spec.size())];
                for (int i = 0; i < values.length; i++) {
                    values[i] =
                            (spec.name().endsWith("LayerNorm.weight") ? 1 : 0) + (float) random.nextGaussian() * 0.02f;
                }
                long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
                parameters.add(
                        spec.name(), Nd4j.createFromArray(values).reshape(shape).dup('c'));
            }
            return new Encoder(config, parameters);
        }

        private static Map<String, INDArray> parameters(Classifier classifier) {
            Map<String, INDArray> parameters = new LinkedHashMap<>();
            for (String name : classifier.parameters().names()) {
                if (!name.startsWith("pooler")) {
                    parameters.put(name, classifier.parameters().get(name));
                }
            }
            return parameters;
        }

        private static long residentKilobytes() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void threeHundredStepsDoNotGrowTheProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Run.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        List<Long> kilobytes = output.lines().map(Long::parseLong).toList();
        assertThat(kilobytes).hasSize(2);
        assertThat(kilobytes.get(1))
                .as("resident kilobytes after step %d, %d after step %d", STEPS, kilobytes.get(0), SETTLED)
                .isLessThan((long) (kilobytes.get(0) * (1 + GROWTH)));
    }
}
