package io.verdict.trainer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.trainer.predict.OutputOptions;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The acceptance cases of Flash's tests on the outputs of predictions. */
class FlashOutputsTest {
    private static final List<Double> LOGITS = List.of(-0.1, 0.2, 0.3);
    private static final Labels LABELS = Labels.of(List.of("class_1", "class_2", "class_3"));
    private static final Prediction ONE = Prediction.of(LABELS, LOGITS);
    private static final Prediction SEVERAL = Prediction.of(LABELS.withMultiLabel(true), LOGITS);
    /** Of double precision. */
    private static final double ROUNDING = 1e-12;

    @Test
    void logitsGiveTheThirdClassAndItsLabel() {
        assertThat(OutputOptions.DEFAULT.classes(ONE)).containsExactly(2);
        assertThat(OutputOptions.DEFAULT.labels(ONE)).containsExactly("class_3");
        assertThat(ONE.index()).isEqualTo(2);
        assertThat(ONE.label()).isEqualTo("class_3");
    }

    @Test
    void multiLabelGivesTheSecondAndTheThird() {
        assertThat(OutputOptions.DEFAULT.classes(SEVERAL)).containsExactly(1, 2);
        assertThat(OutputOptions.DEFAULT.labels(SEVERAL)).containsExactly("class_2", "class_3");
        assertThat(SEVERAL.indices()).containsExactly(1, 2);
        assertThat(SEVERAL.labels()).containsExactly("class_2", "class_3");
    }

    @Test
    void probabilitiesAreSoftmaxOrSigmoid() {
        double sum = Math.exp(-0.1) + Math.exp(0.2) + Math.exp(0.3);
        for (int i = 0; i < 3; i++) {
            assertThat(ONE.probabilities().get(i)).isCloseTo(Math.exp(LOGITS.get(i)) / sum, within(ROUNDING));
            assertThat(SEVERAL.probabilities().get(i)).isCloseTo(1 / (1 + Math.exp(-LOGITS.get(i))), within(ROUNDING));
        }
        assertThat(ONE.probabilities().stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void logitsStayAsTheyAre() {
        assertThat(ONE.logits()).isEqualTo(LOGITS);
        assertThat(SEVERAL.logits()).isEqualTo(LOGITS);
    }
}
