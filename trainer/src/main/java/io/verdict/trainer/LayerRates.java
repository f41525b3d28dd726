package io.verdict.trainer;

import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.VerdictException;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The backbone's learning rates, beside the head's.
 *
 * @param thawedLearningRate the peak rate of layers that thaw; by default the strategy's
 * @param layerDecay what each encoder layer's rate is of the one above it, in (0, 1]. The last layer and the pooler
 *     have the backbone's whole rate, the embeddings the first layer's times {@code layerDecay} (Sun et al., "How to
 *     Fine-Tune BERT for Text Classification?", 2019)
 */
public record LayerRates(OptionalDouble thawedLearningRate, double layerDecay) {
    /** The strategy's rate, the same for all layers. */
    public static final LayerRates DEFAULT = new LayerRates(OptionalDouble.empty(), 1);

    public LayerRates {
        double rate = thawedLearningRate.orElse(1);
        OptionRange.require(
                rate > 0 && Double.isFinite(rate), "thawed_learning_rate is " + rate + ", must be positive");
        OptionRange.require(
                layerDecay > 0 && layerDecay <= 1,
                "layer_decay is " + layerDecay + ", must be more than 0 and at most 1");
    }

    /** The same with another rate of thawed layers. */
    public LayerRates withThawedLearningRate(double rate) {
        return new LayerRates(OptionalDouble.of(rate), layerDecay);
    }

    /** The same with another decay. */
    public LayerRates withLayerDecay(double decay) {
        return new LayerRates(thawedLearningRate, decay);
    }

    /**
     * Refuses a rate that would have no effect.
     *
     * @throws VerdictException if there is a rate for thawed layers, and the strategy thaws none
     */
    void requireFits(Strategy strategy) {
        if (thawedLearningRate.isPresent() && !strategy.thaws()) {
            throw new VerdictException("thawed_learning_rate is " + thawedLearningRate.getAsDouble()
                    + ", but no layer thaws with the strategy " + strategy.id()
                    + "; give learning_rate, or a strategy that thaws, such as freeze_unfreeze(2)");
        }
    }

    /** The peak rate of layers that thaw with a strategy; empty if it thaws none. */
    OptionalDouble thawedLearningRate(Strategy strategy) {
        return thawedLearningRate.isPresent() ? thawedLearningRate : strategy.defaultThawedLearningRate();
    }

    /**
     * What the head's rate is multiplied with to be a parameter's, by name.
     *
     * @param peak the head's peak rate
     * @param layers the encoder's layers
     */
    ToDoubleFunction<String> multipliers(Strategy strategy, double peak, int layers) {
        OptionalDouble thawed = thawedLearningRate(strategy);
        double backbone = thawed.isPresent() ? thawed.getAsDouble() / peak : 1;
        int head = ParameterSpec.level(ParameterSpec.CLASSIFIER_WEIGHT, layers);
        return name -> {
            int level = ParameterSpec.level(name, layers);
            return level == head ? 1 : backbone * Math.pow(layerDecay, Math.max(0, layers - level));
        };
    }
}
