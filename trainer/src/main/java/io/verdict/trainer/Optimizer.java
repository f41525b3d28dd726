package io.verdict.trainer;

import io.verdict.transformer.ParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Updates parameters in place, each by the same method, and keeps what the method keeps for it. */
final class Optimizer implements AutoCloseable {
    private final UpdateMethod method;
    private final double weightDecay;
    private final Map<String, INDArray> parameters = new LinkedHashMap<>();
    private final Map<String, Map<String, INDArray>> states = new LinkedHashMap<>();
    /** The updates that were made before a parameter's first. */
    private final Map<String, Integer> updatesBefore = new LinkedHashMap<>();

    private int updates;

    /**
     * @param parameters the arrays to update, by name
     */
    Optimizer(OptimizerChoice choice, double weightDecay, Map<String, INDArray> parameters) {
        this.method = UpdateMethod.of(choice);
        this.weightDecay = weightDecay;
        add(parameters, 0);
    }

    /** With what an optimization asks for. */
    Optimizer(Optimization optimization, Map<String, INDArray> parameters) {
        this(optimization.optimizer(), optimization.decay(), parameters);
    }

    /**
     * More arrays to update from now on. What is kept for them and their count of updates begin anew, as in PyTorch for a
     * parameter that had no gradient before.
     *
     * @param after the updates made before the first one of these
     */
    void add(Map<String, INDArray> more, int after) {
        more.forEach((name, parameter) -> {
            parameters.put(name, parameter);
            states.put(name, method.state(parameter));
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
        parameters.forEach((name, parameter) -> method.update(
                new UpdateMethod.Step(
                        updates - Objects.requireNonNull(updatesBefore.get(name)),
                        learningRates.applyAsDouble(name),
                        ParameterSpec.undecayed(name) ? 0 : weightDecay,
                        gradientScale),
                parameter,
                gradients.of(name),
                Objects.requireNonNull(states.get(name))));
    }

    /** The parameters that are updated. */
    Map<String, INDArray> parameters() {
        return parameters;
    }

    /** All that is kept from update to update, under the parameter's name and its own, with a slash between them. */
    Map<String, INDArray> state() {
        Map<String, INDArray> all = new LinkedHashMap<>();
        states.forEach((name, kept) -> kept.forEach((own, array) -> all.put(name + "/" + own, array)));
        return all;
    }

    /** The updates made so far. */
    int updates() {
        return updates;
    }

    /** Goes on as after so many updates; the state is set by its owner. */
    void resumeAfter(int updates) {
        this.updates = updates;
    }

    @Override
    public void close() {
        states.values().forEach(kept -> kept.values().forEach(INDArray::close));
    }
}
