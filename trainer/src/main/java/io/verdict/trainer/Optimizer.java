package io.verdict.trainer;

import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.ParameterUpdates;
import io.verdict.transformer.kernel.AdamStep;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
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
    /** The updates that were made before a parameter's first. */
    private final Map<String, Integer> updatesBefore = new LinkedHashMap<>();

    private int updates;

    /**
     * @param parameters the arrays to update, by name
     */
    Optimizer(OptimizerKind kind, double weightDecay, Map<String, INDArray> parameters) {
        this.weightDecay = kind == OptimizerKind.ADAMW ? weightDecay : 0;
        this.parameters = new LinkedHashMap<>();
        add(parameters, 0);
    }

    /**
     * More arrays to update from now on. Their means and their count of updates begin anew, as in PyTorch for a
     * parameter that had no gradient before.
     *
     * @param after the updates made before the first one of these
     */
    void add(Map<String, INDArray> more, int after) {
        more.forEach((name, parameter) -> {
            parameters.put(name, parameter);
            means.put(name, Nd4j.zeros(DataType.FLOAT, parameter.shape()));
            meanSquares.put(name, Nd4j.zeros(DataType.FLOAT, parameter.shape()));
            updatesBefore.put(name, after);
        });
    }

    /** One update with the gradients as they are, times {@code gradientScale}, at one rate for all parameters. */
    void update(Gradients gradients, double learningRate, double gradientScale) {
        update(gradients, name -> learningRate, gradientScale);
    }

    /**
     * One update with the gradients as they are, times {@code gradientScale}.
     *
     * @param learningRates the rate of each parameter, by name
     */
    void update(Gradients gradients, ToDoubleFunction<String> learningRates, double gradientScale) {
        updates++;
        parameters.forEach((name, parameter) -> ParameterUpdates.adam(
                new AdamStep(
                        learningRates.applyAsDouble(name),
                        BETA1,
                        BETA2,
                        EPSILON,
                        ParameterSpec.undecayed(name) ? 0 : weightDecay,
                        updates - Objects.requireNonNull(updatesBefore.get(name)),
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
