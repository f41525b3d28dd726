package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Loss;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.Trainable;
import io.verdict.transformer.TrainingOptions;
import io.verdict.transformer.TrainingSession;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whole runs against PyTorch's and transformers', step by step; see the README beside the golden files. */
class GoldenRunTest {
    private static final TrainingOptions PLAIN =
            new TrainingOptions(Trainable.everything(), Dropout.NONE, Loss.CROSS_ENTROPY);

    @Test
    void adamWithDecayWarmupAndClipping() {
        JsonObject golden = GoldenFile.json("adamw.json");
        JsonObject expected = golden.getAsJsonObject("float64");
        int warmup = golden.get("warmup_steps").getAsInt();
        int steps = golden.get("steps").getAsInt();
        double peak = golden.get("peak_learning_rate").getAsDouble();
        double[] rates = new double[steps];
        for (int i = 0; i < steps; i++) {
            rates[i] = peak * Schedule.LINEAR.factor(i, warmup, steps);
            assertThat(rates[i]).isCloseTo(GoldenFile.at(expected, "learning_rate", i), Offset.offset(1e-9));
        }
        run(
                golden,
                OptimizerKind.ADAMW,
                golden.get("weight_decay").getAsDouble(),
                rates,
                "adamw_final_float64.safetensors");
    }

    @Test
    void adam() {
        JsonObject golden = GoldenFile.json("adam.json");
        double[] rates = new double
                [golden.getAsJsonObject("float64").getAsJsonArray("loss").size()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = GoldenFile.at(golden.getAsJsonObject("float64"), "learning_rate", i);
        }
        run(golden, OptimizerKind.ADAM, 0, rates, "adam_final_float64.safetensors");
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void gradientsOfEveryParameter(Pooling pooling) {
        JsonObject golden = GoldenFile.json("gradients.json");
        Map<String, INDArray> expected = GoldenFile.tensors("gradients_" + pooling.id() + ".safetensors");
        try (Classifier classifier = GoldenFile.initialModel(pooling);
                TrainingSession session = classifier.openTraining(PLAIN)) {
            JsonObject batch = golden.getAsJsonObject("batch");
            double loss = session.step(GoldenFile.batch(batch), GoldenFile.targets(batch), 0, 0);
            assertThat(loss)
                    .isCloseTo(
                            golden.getAsJsonObject(pooling.id()).get("loss").getAsDouble(),
                            Percentage.withPercentage(1e-4));
            assertThat(session.trainable()).containsExactlyInAnyOrderElementsOf(expected.keySet());
            expected.forEach((name, gradient) -> {
                // Single precision against double: relative to the largest gradient of the tensor.
                double scale = Math.max(0.01, gradient.amaxNumber().doubleValue());
                assertThat(session.gradient(name).sub(gradient).amaxNumber().doubleValue())
                        .as(name)
                        .isLessThan(2e-5 * scale);
            });
        }
    }

    private static void run(JsonObject golden, OptimizerKind kind, double decay, double[] rates, String finalFile) {
        JsonObject expected = golden.getAsJsonObject("float64");
        double clip = golden.get("max_gradient_norm").isJsonNull()
                ? 0
                : golden.get("max_gradient_norm").getAsDouble();
        try (Classifier classifier = GoldenFile.initialModel(Pooling.POOLER);
                TrainingSession session = classifier.openTraining(PLAIN);
                Gradients gradients = new Gradients(session, 1);
                Optimizer optimizer =
                        new Optimizer(OptimizerChoice.of(kind), decay, GoldenFile.parameters(classifier))) {
            JsonArray batches = golden.getAsJsonArray("batches");
            for (int i = 0; i < rates.length; i++) {
                JsonObject batch = batches.get(i % batches.size()).getAsJsonObject();
                double loss = session.step(GoldenFile.batch(batch), GoldenFile.targets(batch), 0, i);
                gradients.add(1);
                double norm = gradients.norm();
                assertThat(loss)
                        .as("loss of step %d", i)
                        .isCloseTo(GoldenFile.at(expected, "loss", i), Percentage.withPercentage(0.01));
                assertThat(norm)
                        .as("norm of step %d", i)
                        .isCloseTo(GoldenFile.at(expected, "gradient_norm", i), Percentage.withPercentage(0.01));
                optimizer.update(gradients, rates[i], gradients.scale(norm, clip));
                gradients.clear();
            }
            Map<String, INDArray> wanted = GoldenFile.tensors(finalFile);
            Map<String, INDArray> start = GoldenFile.tensors("initial.safetensors");
            double longest = java.util.Arrays.stream(rates).sum() * 1.1;
            GoldenFile.parameters(classifier).forEach((name, parameter) -> {
                if (name.endsWith("key.bias")) {
                    // Its gradient is zero in exact arithmetic, and Adam walks at random on what rounding leaves.
                    INDArray first = Objects.requireNonNull(start.get(name));
                    assertThat(parameter.sub(first).amaxNumber().doubleValue()).isLessThan(longest);
                    assertThat(session.gradient(name).amaxNumber().doubleValue())
                            .isLessThan(1e-6);
                } else {
                    INDArray last = Objects.requireNonNull(wanted.get(name));
                    assertThat(parameter.sub(last).amaxNumber().doubleValue())
                            .as(name)
                            .isLessThan(1e-4);
                }
            });
        }
    }
}
