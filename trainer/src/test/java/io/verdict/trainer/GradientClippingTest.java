package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.transformer.Dropout;
import io.verdict.transformer.Loss;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.Targets;
import io.verdict.transformer.Trainable;
import io.verdict.transformer.TrainingOptions;
import io.verdict.transformer.TrainingSession;
import io.verdict.transformer.text.TextClassifier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What an update is made of, after clipping, with one batch and with several. */
class GradientClippingTest {
    private static final double LIMIT = 0.02;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void byValueBringsEachNumberOfTheMeanGradientIntoItsLimits(int batches) {
        Map<String, INDArray> plain = meanGradients(batches, GradientClipping.VALUE, 0);
        Map<String, INDArray> clipped = meanGradients(batches, GradientClipping.VALUE, LIMIT);
        boolean[] moved = {false};
        plain.forEach((name, gradient) -> {
            float[] values = gradient.ravel().toFloatVector();
            float[] found = Objects.requireNonNull(clipped.get(name)).ravel().toFloatVector();
            for (int i = 0; i < values.length; i++) {
                double expected = Math.max(-LIMIT, Math.min(LIMIT, values[i]));
                moved[0] |= expected != values[i];
                // One rounding of the product with 1/3 apart.
                assertThat((double) found[i]).as(name).isBetween(expected - 1e-8, expected + 1e-8);
            }
        });
        assertThat(moved[0]).as("some number was beyond the limit").isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void byNormShortensAllGradientsAlike(int batches) {
        double before = norm(meanGradients(batches, GradientClipping.NORM, 0));
        assertThat(before).isGreaterThan(LIMIT);
        assertThat(norm(meanGradients(batches, GradientClipping.NORM, LIMIT)))
                .isCloseTo(LIMIT, Percentage.withPercentage(0.01));
        assertThat(norm(meanGradients(batches, GradientClipping.NORM, 10 * before)))
                .isEqualTo(before);
    }

    private static double norm(Map<String, INDArray> gradients) {
        return Math.sqrt(gradients.values().stream()
                .mapToDouble(gradient -> Math.pow(gradient.norm2Number().doubleValue(), 2))
                .sum());
    }

    private static Map<String, INDArray> meanGradients(int batches, GradientClipping algorithm, double limit) {
        Map<String, INDArray> result = new TreeMap<>();
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1);
                TrainingSession session = model.classifier()
                        .openTraining(new TrainingOptions(Trainable.everything(), Dropout.NONE, Loss.CROSS_ENTROPY));
                Gradients gradients = new Gradients(session, batches)) {
            for (int i = 0; i < batches; i++) {
                PackedBatch batch =
                        PackedBatch.builder().add(new int[] {2, 5 + i, 13, 3}).build();
                session.step(batch, new Targets.Classes(List.of(1)), 1, i);
                gradients.add(1);
            }
            Optimization options = Optimization.builder()
                    .gradientClipNorm(limit)
                    .gradientClipAlgorithm(algorithm)
                    .build();
            double scale = gradients.clip(gradients.norm(), options);
            session.trainable()
                    .forEach(name -> result.put(name, gradients.of(name).mul(scale)));
        }
        return result;
    }
}
