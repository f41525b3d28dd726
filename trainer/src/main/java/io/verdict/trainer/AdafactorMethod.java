package io.verdict.trainer;

import static java.util.Objects.requireNonNull;

import io.verdict.transformer.ParameterUpdates;
import io.verdict.transformer.kernel.FactoredStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * transformers' {@code Adafactor} with {@code scale_parameter} and {@code relative_step} off and no mean of gradients, as
 * its Trainer uses it; the decay is decoupled.
 */
final class AdafactorMethod implements UpdateMethod {
    private static final String ROWS = "row_means";
    private static final String COLUMNS = "column_means";
    private static final String MEAN_SQUARE = "mean_square";

    private final double decayRate;
    private final double threshold;
    private final double epsilon;

    AdafactorMethod(OptimizerChoice choice) {
        decayRate = choice.argument("decay_rate");
        threshold = choice.argument("clip_threshold");
        epsilon = choice.argument("eps");
    }

    @Override
    public Map<String, INDArray> state(INDArray parameter) {
        if (parameter.rank() < 2) {
            return Map.of(MEAN_SQUARE, UpdateMethod.zeros(parameter.shape()));
        }
        Map<String, INDArray> state = new LinkedHashMap<>();
        state.put(ROWS, UpdateMethod.zeros(parameter.size(0)));
        state.put(COLUMNS, UpdateMethod.zeros(parameter.size(1)));
        return state;
    }

    @Override
    public void update(Step step, INDArray parameter, INDArray gradient, Map<String, INDArray> state) {
        double keep = 1 - Math.pow(step.update(), decayRate);
        if (parameter.rank() < 2) {
            updateVector(step, keep, parameter, gradient, requireNonNull(state.get(MEAN_SQUARE)));
        } else {
            ParameterUpdates.adafactor(
                    new FactoredStep(step.rate(), keep, epsilon, threshold, step.decay(), step.scale()),
                    parameter,
                    gradient,
                    requireNonNull(state.get(ROWS)),
                    requireNonNull(state.get(COLUMNS)));
        }
    }

    private void updateVector(Step step, double keep, INDArray parameter, INDArray gradient, INDArray meanSquare) {
        float scale = (float) step.scale();
        float old = (float) keep;
        float rest = (float) (1 - keep);
        float added = (float) epsilon;
        try (INDArray change = gradient.dup()) {
            ParameterUpdates.update(
                    (c, unused, kept, size) -> {
                        float[] mean = kept[0];
                        for (int i = 0; i < size; i++) {
                            float value = scale * c[i];
                            mean[i] = old * mean[i] + rest * (value * value + added);
                            c[i] = value / (float) Math.sqrt(mean[i]);
                        }
                    },
                    change,
                    gradient,
                    List.of(meanSquare));
            double length = Math.sqrt(ParameterUpdates.sumOfSquares(change) / change.length());
            float factor = (float) (step.rate() / Math.max(1, length / threshold));
            float kept = (float) (1 - step.rate() * step.decay());
            ParameterUpdates.update(
                    (p, c, none, size) -> {
                        for (int i = 0; i < size; i++) {
                            p[i] = p[i] * kept - factor * c[i];
                        }
                    },
                    parameter,
                    change,
                    List.of());
        }
    }
}
