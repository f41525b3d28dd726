package io.verdict.trainer;

import static java.util.Objects.requireNonNull;

import io.verdict.transformer.ParameterUpdates;
import io.verdict.transformer.kernel.AdamStep;
import io.verdict.transformer.kernel.UpdateRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** PyTorch's {@code AdamW}, and its {@code Adam}, whose decay is added to the gradient. */
final class AdamMethod implements UpdateMethod {
    private static final String MEAN = "mean";
    private static final String MEAN_SQUARE = "mean_square";

    private final boolean decoupled;
    private final double beta1;
    private final double beta2;
    private final double epsilon;

    AdamMethod(OptimizerChoice choice) {
        decoupled = choice.kind() == OptimizerKind.ADAMW;
        beta1 = choice.argument("beta1");
        beta2 = choice.argument("beta2");
        epsilon = choice.argument("eps");
    }

    @Override
    public Map<String, INDArray> state(INDArray parameter) {
        return twoMeans(parameter);
    }

    /** A mean of gradients and one of their squares. */
    static Map<String, INDArray> twoMeans(INDArray parameter) {
        Map<String, INDArray> state = new LinkedHashMap<>();
        state.put(MEAN, UpdateMethod.zeros(parameter.shape()));
        state.put(MEAN_SQUARE, UpdateMethod.zeros(parameter.shape()));
        return state;
    }

    @Override
    public void update(Step step, INDArray parameter, INDArray gradient, Map<String, INDArray> state) {
        INDArray mean = requireNonNull(state.get(MEAN));
        INDArray meanSquare = requireNonNull(state.get(MEAN_SQUARE));
        double decay = decoupled ? step.decay() : 0;
        double scale = step.scale();
        INDArray decayed = gradient;
        if (!decoupled && step.decay() > 0) {
            decayed = gradient.dup();
            ParameterUpdates.update(decay((float) scale, (float) step.decay()), decayed, parameter, List.of());
            scale = 1;
        }
        ParameterUpdates.adam(
                new AdamStep(step.rate(), beta1, beta2, epsilon, decay, step.update(), scale),
                parameter,
                decayed,
                mean,
                meanSquare);
        if (decayed != gradient) {
            decayed.close();
        }
    }

    /** Of a gradient and a parameter: {@code gradient = scale * gradient + decay * parameter}. */
    private static UpdateRule decay(float scale, float decay) {
        return (g, p, none, size) -> {
            for (int i = 0; i < size; i++) {
                g[i] = scale * g[i] + decay * p[i];
            }
        };
    }
}
