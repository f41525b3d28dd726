package io.verdict.trainer;

import io.verdict.transformer.ParameterUpdates;
import io.verdict.transformer.kernel.UpdateRule;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** PyTorch's {@code SGD} without dampening; the decay is added to the gradient. */
final class SgdMethod implements UpdateMethod {
    private static final String VELOCITY = "velocity";

    private final float momentum;
    private final boolean nesterov;

    SgdMethod(OptimizerChoice choice) {
        momentum = (float) choice.argument("momentum");
        nesterov = choice.argument("nesterov") != 0;
    }

    @Override
    public Map<String, INDArray> state(INDArray parameter) {
        return momentum == 0 ? Map.of() : Map.of(VELOCITY, UpdateMethod.zeros(parameter.shape()));
    }

    @Override
    public void update(Step step, INDArray parameter, INDArray gradient, Map<String, INDArray> state) {
        UpdateRule rule = momentum == 0 ? plain(step) : withMomentum(step);
        ParameterUpdates.update(rule, parameter, gradient, List.copyOf(state.values()));
    }

    private static UpdateRule plain(Step step) {
        float rate = (float) step.rate();
        float decay = (float) step.decay();
        float scale = (float) step.scale();
        return (p, g, none, size) -> {
            for (int i = 0; i < size; i++) {
                p[i] -= rate * (scale * g[i] + decay * p[i]);
            }
        };
    }

    private UpdateRule withMomentum(Step step) {
        float rate = (float) step.rate();
        float decay = (float) step.decay();
        float scale = (float) step.scale();
        float ahead = nesterov ? momentum : 1;
        float now = nesterov ? 1 : 0;
        return (p, g, state, size) -> {
            float[] velocity = state[0];
            for (int i = 0; i < size; i++) {
                float gradient = scale * g[i] + decay * p[i];
                velocity[i] = momentum * velocity[i] + gradient;
                p[i] -= rate * (ahead * velocity[i] + now * gradient);
            }
        };
    }
}
