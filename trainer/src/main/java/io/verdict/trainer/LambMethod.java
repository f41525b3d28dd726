package io.verdict.trainer;

import io.verdict.transformer.ParameterUpdates;
import io.verdict.transformer.kernel.UpdateRule;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * timm's {@code Lamb} without its own clipping: Adam's step plus the decay, made as long as the parameter. Parameters
 * without decay take Adam's step as it is.
 */
final class LambMethod implements UpdateMethod {
    private final double beta1;
    private final double beta2;
    private final float epsilon;

    LambMethod(OptimizerChoice choice) {
        beta1 = choice.argument("beta1");
        beta2 = choice.argument("beta2");
        epsilon = (float) choice.argument("eps");
    }

    @Override
    public Map<String, INDArray> state(INDArray parameter) {
        return AdamMethod.twoMeans(parameter);
    }

    @Override
    public void update(Step step, INDArray parameter, INDArray gradient, Map<String, INDArray> state) {
        try (INDArray direction = gradient.dup()) {
            // Of the gradient and the parameter, so that the parameter stays as it is.
            ParameterUpdates.update(direction(step), direction, parameter, List.copyOf(state.values()));
            float length = (float) (step.rate() * ratio(step, parameter, direction));
            ParameterUpdates.update(
                    (p, d, none, size) -> {
                        for (int i = 0; i < size; i++) {
                            p[i] -= length * d[i];
                        }
                    },
                    parameter,
                    direction,
                    List.of());
        }
    }

    private static double ratio(Step step, INDArray parameter, INDArray direction) {
        double norm = Math.sqrt(ParameterUpdates.sumOfSquares(parameter));
        double length = Math.sqrt(ParameterUpdates.sumOfSquares(direction));
        return step.decay() == 0 || norm == 0 || length == 0 ? 1 : norm / length;
    }

    private UpdateRule direction(Step step) {
        float decay = (float) step.decay();
        float scale = (float) step.scale();
        float keep1 = (float) beta1;
        float keep2 = (float) beta2;
        float rest1 = (float) (1 - beta1);
        float rest2 = (float) (1 - beta2);
        float correction1 = (float) (1 / (1 - Math.pow(beta1, step.update())));
        float correction2 = (float) (1 / Math.sqrt(1 - Math.pow(beta2, step.update())));
        return (d, p, state, size) -> {
            float[] mean = state[0];
            float[] meanSquare = state[1];
            for (int i = 0; i < size; i++) {
                float gradient = scale * d[i];
                mean[i] = keep1 * mean[i] + rest1 * gradient;
                meanSquare[i] = keep2 * meanSquare[i] + rest2 * gradient * gradient;
                float root = (float) Math.sqrt(meanSquare[i]) * correction2 + epsilon;
                d[i] = mean[i] * correction1 / root + decay * p[i];
            }
        };
    }
}
