package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerRatesTest {
    private static final Percentage EXACT = Percentage.withPercentage(1e-10);

    @Test
    void withoutDecayOrThawEverythingHasOneRate() {
        ToDoubleFunction<String> rates = LayerRates.DEFAULT.multipliers(Strategy.NO_FREEZE, 5e-5, 6);
        assertThat(rates.applyAsDouble("embeddings.LayerNorm.bias")).isEqualTo(1);
        assertThat(rates.applyAsDouble("encoder.layer.0.output.dense.weight")).isEqualTo(1);
        assertThat(rates.applyAsDouble("classifier.bias")).isEqualTo(1);
    }

    @Test
    void eachLayerHasAShareOfTheRateOfTheOneAbove() {
        ToDoubleFunction<String> rates =
                LayerRates.DEFAULT.withLayerDecay(0.9).multipliers(Strategy.NO_FREEZE, 5e-5, 12);
        assertThat(rates.applyAsDouble("classifier.weight")).isEqualTo(1);
        assertThat(rates.applyAsDouble("pooler.dense.weight")).isEqualTo(1);
        assertThat(rates.applyAsDouble("encoder.layer.11.output.dense.bias")).isEqualTo(1);
        assertThat(rates.applyAsDouble("encoder.layer.10.output.dense.bias")).isCloseTo(0.9, EXACT);
        assertThat(rates.applyAsDouble("encoder.layer.0.output.dense.bias")).isCloseTo(Math.pow(0.9, 11), EXACT);
        assertThat(rates.applyAsDouble("embeddings.LayerNorm.bias")).isCloseTo(Math.pow(0.9, 12), EXACT);
    }

    @Test
    void whatThawsHasARateOfItsOwn() {
        Strategy strategy = Strategy.freezeUnfreeze(1);
        ToDoubleFunction<String> usual = LayerRates.DEFAULT.multipliers(strategy, 1e-3, 2);
        assertThat(usual.applyAsDouble("classifier.weight")).isEqualTo(1);
        assertThat(usual.applyAsDouble("encoder.layer.0.output.dense.bias") * 1e-3)
                .isCloseTo(2e-5, EXACT);
        ToDoubleFunction<String> asked = LayerRates.DEFAULT
                .withThawedLearningRate(4e-5)
                .withLayerDecay(0.5)
                .multipliers(strategy, 1e-3, 2);
        assertThat(asked.applyAsDouble("pooler.dense.bias") * 1e-3).isCloseTo(4e-5, EXACT);
        assertThat(asked.applyAsDouble("embeddings.LayerNorm.bias") * 1e-3).isCloseTo(1e-5, EXACT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.1, Double.NaN})
    void aDecayOutOfRangeIsAnError(double decay) {
        assertThatThrownBy(() -> LayerRates.DEFAULT.withLayerDecay(decay))
                .isInstanceOf(VerdictException.class)
                .hasMessage("layer_decay is " + decay + ", must be more than 0 and at most 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.POSITIVE_INFINITY, Double.NaN})
    void aRateOutOfRangeIsAnError(double rate) {
        assertThatThrownBy(() -> new LayerRates(OptionalDouble.of(rate), 1))
                .isInstanceOf(VerdictException.class)
                .hasMessage("thawed_learning_rate is " + rate + ", must be positive");
    }
}
