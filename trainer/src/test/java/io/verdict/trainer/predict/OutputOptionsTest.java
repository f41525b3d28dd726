package io.verdict.trainer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.verdict.trainer.data.Labels;
import io.verdict.transformer.VerdictException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The acceptance cases of Lightning Flash's outputs, and what is added to them. */
class OutputOptionsTest {
    private static final List<Double> LOGITS = List.of(-0.1, 0.2, 0.3);
    private static final Labels LABELS = Labels.of(List.of("class_1", "class_2", "class_3"));
    private static final Labels SEVERAL = LABELS.withMultiLabel(true);
    /** Of double precision. */
    private static final double ROUNDING = 1e-12;

    @Test
    void classesOutputIsTheLargestLogit() {
        assertThat(OutputOptions.DEFAULT.classes(LABELS, LOGITS)).containsExactly(2);
    }

    @Test
    void labelsOutputIsItsName() {
        assertThat(OutputOptions.DEFAULT.labels(LABELS, LOGITS)).containsExactly("class_3");
    }

    @Test
    void multiLabelClassesAreThoseOverTheThreshold() {
        assertThat(OutputOptions.DEFAULT.classes(SEVERAL, LOGITS)).containsExactly(1, 2);
        assertThat(OutputOptions.DEFAULT.labels(SEVERAL, LOGITS)).containsExactly("class_2", "class_3");
        // sigmoid(0.2) = 0.5498, sigmoid(0.3) = 0.5744
        assertThat(OutputOptions.DEFAULT.withThreshold(0.56).classes(SEVERAL, LOGITS))
                .containsExactly(2);
        assertThat(OutputOptions.DEFAULT.withThreshold(0.6).classes(SEVERAL, LOGITS))
                .isEmpty();
        assertThat(OutputOptions.DEFAULT.withThreshold(0).classes(SEVERAL, LOGITS))
                .containsExactly(0, 1, 2);
    }

    @Test
    void probabilitiesOutputIsSoftmaxOrSigmoid() {
        double sum = Math.exp(-0.1) + Math.exp(0.2) + Math.exp(0.3);
        List<Double> softmax = OutputOptions.probabilities(LABELS, LOGITS);
        List<Double> sigmoid = OutputOptions.probabilities(SEVERAL, LOGITS);
        for (int i = 0; i < 3; i++) {
            assertThat(softmax.get(i)).isCloseTo(Math.exp(LOGITS.get(i)) / sum, within(ROUNDING));
            assertThat(sigmoid.get(i)).isCloseTo(1 / (1 + Math.exp(-LOGITS.get(i))), within(ROUNDING));
        }
        assertThat(OutputOptions.probabilities(LABELS, List.of(1000.0, 0.0, -1000.0)))
                .containsExactly(1.0, 0.0, 0.0);
    }

    @Test
    void topKGivesTheMostLikelyFirst() {
        assertThat(OutputOptions.DEFAULT.withTopK(2).classes(LABELS, LOGITS)).containsExactly(2, 1);
        assertThat(OutputOptions.DEFAULT.withTopK(2).labels(SEVERAL, List.of(9.0, -9.0, -8.0)))
                .containsExactly("class_1", "class_3");
        assertThat(OutputOptions.DEFAULT.withTopK(7).classes(LABELS, LOGITS)).containsExactly(2, 1, 0);
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
