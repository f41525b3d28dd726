package io.verdict.trainer;

import io.verdict.transformer.ParameterUpdates;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** PyTorch's {@code Adagrad}; the decay is added to the gradient. */
final class AdaGradMethod implements UpdateMethod {
    private static final String SUM_OF_SQUARES = "sum_of_squares";

    private final double rateDecay;
    private final double initial;
    private final float epsilon;

    AdaGradMethod(OptimizerChoice choice) {
        rateDecay = choice.argument("lr_decay");
        initial = choice.argument("initial_accumulator_value");
        epsilon = (float) choice.argument("eps");
    }

    @Override
    public Map<String, INDArray> state(INDArray parameter) {
        return Map.of(SUM_OF_SQUARES, UpdateMethod.zeros(parameter.shape()).addi(initial));
    }

    @Override
    public void update(Step step, INDArray parameter, INDArray gradient, Map<String, INDArray> state) {
        float rate = (float) (step.rate() / (1 + (step.update() - 1) * rateDecay));
        float decay = (float) step.decay();
        float scale = (float) step.scale();
        ParameterUpdates.update(
                (p, g, kept, size) -> {
                    float[] sum = kept[0];
                    for (int i = 0; i < size; i++) {
                        float value = scale * g[i] + decay * p[i];
                        sum[i] += value * value;
                        p[i] -= rate * value / ((float) Math.sqrt(sum[i]) + epsilon);
                    }
                },
                parameter,
                gradient,
                List.copyOf(state.values()));
    }
}
