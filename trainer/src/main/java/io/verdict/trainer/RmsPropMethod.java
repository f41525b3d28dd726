package io.verdict.trainer;

import static java.util.Objects.requireNonNull;

import io.verdict.transformer.ParameterUpdates;
import io.verdict.transformer.kernel.UpdateRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** PyTorch's {@code RMSprop}, not centered; the decay is added to the gradient. */
final class RmsPropMethod implements UpdateMethod {
    private static final String MEAN_SQUARE = "mean_square";
    private static final String VELOCITY = "velocity";

    private final float alpha;
    private final float rest;
    private final float epsilon;
    private final float momentum;

    RmsPropMethod(OptimizerChoice choice) {
        alpha = (float) choice.argument("alpha");
        rest = (float) (1 - choice.argument("alpha"));
        epsilon = (float) choice.argument("eps");
        momentum = (float) choice.argument("momentum");
    }

    @Override
    public Map<String, INDArray> state(INDArray parameter) {
        Map<String, INDArray> state = new LinkedHashMap<>();
        state.put(MEAN_SQUARE, UpdateMethod.zeros(parameter.shape()));
        if (momentum > 0) {
            state.put(VELOCITY, UpdateMethod.zeros(parameter.shape()));
        }
        return state;
    }

    @Override
    public void update(Step step, INDArray parameter, INDArray gradient, Map<String, INDArray> state) {
        INDArray meanSquare = requireNonNull(state.get(MEAN_SQUARE));
        List<INDArray> kept =
                momentum > 0 ? List.of(meanSquare, requireNonNull(state.get(VELOCITY))) : List.of(meanSquare);
        ParameterUpdates.update(rule(step), parameter, gradient, kept);
    }

    private UpdateRule rule(Step step) {
        float rate = (float) step.rate();
        float decay = (float) step.decay();
        float scale = (float) step.scale();
        return (p, g, state, size) -> {
            float[] meanSquare = state[0];
            for (int i = 0; i < size; i++) {
                float gradient = scale * g[i] + decay * p[i];
                meanSquare[i] = alpha * meanSquare[i] + rest * gradient * gradient;
                g[i] = gradient / ((float) Math.sqrt(meanSquare[i]) + epsilon);
            }
            if (state.length > 1) {
                float[] velocity = state[1];
                for (int i = 0; i < size; i++) {
                    velocity[i] = momentum * velocity[i] + g[i];
                    g[i] = velocity[i];
                }
            }
            for (int i = 0; i < size; i++) {
                p[i] -= rate * g[i];
            }
        };
    }
}
