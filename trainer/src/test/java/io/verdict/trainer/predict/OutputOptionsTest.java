package io.verdict.trainer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Output;
import io.verdict.transformer.text.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputOptionsTest {
    private static final List<Double> LOGITS = List.of(-0.1, 0.2, 0.3);
    private static final Labels LABELS = Labels.of(List.of("class_1", "class_2", "class_3"));
    private static final Prediction ONE = Prediction.of(LABELS, LOGITS);
    private static final Prediction SEVERAL = Prediction.of(LABELS.withMultiLabel(true), LOGITS);

    @Test
    void theThresholdIsTheLeastProbabilityOfALabel() {
        // sigmoid(-0.1) = 0.4750, sigmoid(0.2) = 0.5498, sigmoid(0.3) = 0.5744
        assertThat(OutputOptions.DEFAULT.withThreshold(0.56).classes(SEVERAL)).containsExactly(2);
        assertThat(OutputOptions.DEFAULT.withThreshold(0.6).classes(SEVERAL)).isEmpty();
        assertThat(OutputOptions.DEFAULT.withThreshold(0).classes(SEVERAL)).containsExactly(0, 1, 2);
        assertThat(OutputOptions.DEFAULT.withThreshold(0.6).classes(ONE)).containsExactly(2);
    }

    @Test
    void probabilitiesOfLargeLogitsAreFinite() {
        List<Double> large = List.of(1000.0, 0.0, -1000.0);
        assertThat(Prediction.of(LABELS, large).probabilities()).containsExactly(1.0, 0.0, 0.0);
        assertThat(Prediction.of(LABELS.withMultiLabel(true), large).probabilities())
                .containsExactly(1.0, 0.5, 0.0);
    }

    @Test
    void topKGivesTheMostLikelyFirst() {
        assertThat(OutputOptions.DEFAULT.withTopK(2).classes(ONE)).containsExactly(2, 1);
        assertThat(OutputOptions.DEFAULT
                        .withTopK(2)
                        .labels(Prediction.of(LABELS.withMultiLabel(true), List.of(9.0, -9.0, -8.0))))
                .containsExactly("class_1", "class_3");
        assertThat(OutputOptions.DEFAULT.withTopK(7).classes(ONE)).containsExactly(2, 1, 0);
        assertThat(OutputOptions.DEFAULT.withTopK(2).classes(Prediction.of(LABELS, List.of(1.0, 2.0, 2.0))))
                .containsExactly(1, 2);
    }

    @Test
    void wrongValuesAreTold() {
        assertThatThrownBy(() -> OutputOptions.DEFAULT.withThreshold(1.5))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("threshold is 1.5");
        assertThatThrownBy(() -> OutputOptions.DEFAULT.withTopK(-1)).hasMessageContaining("top_k is -1");
        assertThatThrownBy(() -> Output.fromId("logit"))
                .hasMessageContaining("raw, preds, logits, probabilities, classes, labels")
                .hasMessageContaining("Did you mean \"logits\"?");
        assertThat(Output.fromId("RAW")).isEqualTo(Output.RAW);
    }
}
