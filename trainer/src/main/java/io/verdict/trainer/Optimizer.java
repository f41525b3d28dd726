package io.verdict.trainer;

import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.ParameterUpdates;
import io.verdict.transformer.kernel.AdamStep;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Adam and AdamW with PyTorch's constants: betas 0.9 and 0.999, epsilon 1e-8. Updates the parameters in place. */
final class Optimizer implements AutoCloseable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double weightDecay;
    private final Map<String, INDArray> parameters;
    private final Map<String, INDArray> means = new LinkedHashMap<>();
    private final Map<String, INDArray> meanSquares = new LinkedHashMap<>();
    private int updates;

    /**
     * @param parameters the arrays to update, by name
     */
    Optimizer(OptimizerKind kind, double weightDecay, Map<String, INDArray> parameters) {
        this.weightDecay = kind == OptimizerKind.ADAMW ? weightDecay : 0;
        this.parameters = new LinkedHashMap<>(parameters);
        parameters.forEach((name, parameter) -> {
            means.put(name, Nd4j.zeros(DataType.FLOAT, parameter.shape()));
            meanSquares.put(name, Nd4j.zeros(DataType.FLOAT, parameter.shape()));
        });
    }

    /** One update with the gradients as they are, times {@code gradientScale}. */
    void update(Gradients gradients, double learningRate, double gradientScale) {
        updates++;
        parameters.forEach((name, parameter) -> ParameterUpdates.adam(
                new AdamStep(
                        learningRate,
                        BETA1,
                        BETA2,
                        EPSILON,
                        ParameterSpec.undecayed(name) ? 0 : weightDecay,
                        updates,
                        gradientScale),
                parameter,
                gradients.of(name),
                Objects.requireNonNull(means.get(name)),
                Objects.requireNonNull(meanSquares.get(name))));
    }

    /** The parameters that are updated. */
    Map<String, INDArray> parameters() {
        return parameters;
    }

    /** The running means of gradients, by parameter. */
    Map<String, INDArray> means() {
        return means;
    }

    /** The running means of squared gradients, by parameter. */
    Map<String, INDArray> meanSquares() {
        return meanSquares;
    }

    /** The updates made so far. */
    int updates() {
        return updates;
    }

    /** Goes on as after so many updates; the means are set by their owner. */
    void resumeAfter(int updates) {
        this.updates = updates;
    }

    @Override
    public void close() {
        means.values().forEach(INDArray::close);
        meanSquares.values().forEach(INDArray::close);
    }
}
