package io.verdict.trainer;

import static io.verdict.trainer.TrainerTest.numbers;
import static io.verdict.trainer.TrainerTest.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.TextClassifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectAnomalyTest {
    private final TextClassificationData data = TinyModels.data(40, 0, 1);

    @Test
    void namesTheParameterThatIsNotFinite() {
        failsWith(
                "encoder.layer.1.output.dense.bias",
                Float.NaN,
                "The parameter encoder.layer.1.output.dense.bias is not finite; the op linear reads it");
    }

    /** Finite weights whose sums are beyond single precision. */
    @Test
    void namesTheFirstOpWhoseResultIsNotFinite() {
        failsWith(
                "encoder.layer.1.intermediate.dense.weight",
                3e38f,
                "The first numbers that are not finite came out of the op linear at encoder.layer.1.intermediate.dense.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no_freeze", "freeze", "freeze_unfreeze(1)", "unfreeze_milestones((0, 1), 1)"})
    void changesNothingElse(Strategy strategy) {
        assertThat(numbers(train(true, strategy))).isEqualTo(numbers(train(false, strategy)));
    }

    private List<EpochResult> train(boolean detect, Strategy strategy) {
        try (TextClassifier model = TinyModels.model(Pooling.POOLER, 1)) {
            return new Trainer(options().maxEpochs(1).detectAnomaly(detect).build()).finetune(model, data, strategy);
        }
    }

    private void failsWith(String parameter, float value, String message) {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            model.classifier().parameters().get(parameter).assign(value);
            Trainer trainer = new Trainer(options().detectAnomaly(true).build());
            assertThatThrownBy(() -> trainer.finetune(model, data, Strategy.NO_FREEZE))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageStartingWith(message);
        }
    }
}
