package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.ByName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The optimizers, by name, with their arguments and those's defaults: PyTorch's, for LAMB timm's, for Adafactor those that
 * transformers' Trainer uses.
 */
public enum OptimizerKind {
    /** Adam with decoupled weight decay (Loshchilov and Hutter, 2019). */
    ADAMW("adamw", 0.01, "beta1", 0.9, "beta2", 0.999, "eps", 1e-8),
    /** Adam (Kingma and Ba, 2015). */
    ADAM("adam", 0, "beta1", 0.9, "beta2", 0.999, "eps", 1e-8),
    /** Stochastic gradient descent, with momentum if asked for. */
    SGD("sgd", 0, "momentum", 0, "nesterov", 0),
    /** RMSProp (Tieleman and Hinton, 2012), not centered. */
    RMSPROP("rmsprop", 0, "alpha", 0.99, "eps", 1e-8, "momentum", 0),
    /** AdaGrad (Duchi, Hazan and Singer, 2011). */
    ADAGRAD("adagrad", 0, "lr_decay", 0, "initial_accumulator_value", 0, "eps", 1e-10),
    /** LAMB (You et al., 2020): Adam's step, scaled by each parameter's length. */
    LAMB("lamb", 0.01, "beta1", 0.9, "beta2", 0.999, "eps", 1e-6),
    /** Adafactor (Shazeer and Stern, 2018): of a matrix's squared gradients only means of rows and columns are kept. */
    ADAFACTOR("adafactor", 0, "decay_rate", -0.8, "clip_threshold", 1, "eps", 1e-30);

    private final String id;
    private final double weightDecay;

    @SuppressWarnings("ImmutableEnumChecker") // it is never changed, and keeps its order, as no immutable map does
    private final Map<String, Double> arguments;

    OptimizerKind(String id, double weightDecay, Object... arguments) {
        this.id = id;
        this.weightDecay = weightDecay;
        this.arguments = NamedArguments.defaults(arguments);
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    /** The weight decay where none is asked for. */
    public double defaultWeightDecay() {
        return weightDecay;
    }

    /** The arguments and their defaults; of a choice between true and false 1 and 0. */
    public Map<String, Double> defaults() {
        return new LinkedHashMap<>(arguments);
    }

    /** The names that {@link #fromId} takes. */
    public static List<String> available() {
        return ByName.names(values(), OptimizerKind::id);
    }

    /**
     * The optimizer of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them, and the nearest
     */
    public static OptimizerKind fromId(String id) {
        return ByName.find("optimizer", id, values(), OptimizerKind::id);
    }
}
