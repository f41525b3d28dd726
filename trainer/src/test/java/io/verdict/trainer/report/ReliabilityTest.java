package io.verdict.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
    /** Sums of a few float64 values. */
    private static final double ROUNDING = 1e-12;

    @Test
    void errorIsTheWeightedGapByHand() {
        // Three answers near 0.9, two of them right; one of 0.6, right.
        Answers answers = new Answers(
                List.of("ham", "spam"),
                false,
                List.of(List.of(0), List.of(0), List.of(1), List.of(1)),
                List.of(List.of(0.95, 0.05), List.of(0.91, 0.09), List.of(0.93, 0.07), List.of(0.4, 0.6)));
        Reliability reliability = Reliability.of(answers);

        assertThat(reliability.count()).isEqualTo(4);
        assertThat(reliability.bins().get(5)).isEqualTo(new Reliability.Bin(0.5, 0.6, 1, 0.6, 1));
        double gap = 3 * (0.93 - 2.0 / 3) + 0.4;
        assertThat(reliability.error()).isEqualTo(gap / 4, within(ROUNDING));
        assertThat(reliability.right()).isEqualTo(0.75, within(ROUNDING));
    }

    @Test
    void ofSeveralLabelsEveryDecisionCounts() {
        Answers answers = new Answers(
                List.of("a", "b"), true, List.of(List.of(0), List.of()), List.of(List.of(1.0, 0.0), List.of(0.0, 1.0)));
        Reliability reliability = Reliability.of(answers);

        assertThat(reliability.count()).isEqualTo(4);
        assertThat(reliability.bins().get(0)).isEqualTo(new Reliability.Bin(0, 0.1, 2, 0, 0));
        assertThat(reliability.bins().get(9).right()).isEqualTo(0.5);
    }
}
