package io.verdict.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlternationTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void warmsUpAndThenEachRoundBeginsWithAnotherSide() {
        new Alternation(2, 2, 1).run(List.of(side("a"), side("b")));
        assertThat(calls).containsExactly("a", "a", "b", "b", "a", "b", "b", "a");
    }

    @Test
    void aTurnOfSeveralSamplesBeginsWithAnUnmeasuredRun() {
        Map<String, Samples> samples = new Alternation(0, 1, 3).run(List.of(side("a")));
        assertThat(calls).hasSize(4);
        assertThat(samples.get("a")).isEqualTo(Samples.of(2, 3, 4));
    }

    @Test
    void namesMustDiffer() {
        assertThatThrownBy(() -> new Alternation(0, 1, 1).run(List.of(side("a"), side("a"))))
                .hasMessageContaining("called a");
    }

    /** A side that takes as many milliseconds as it was called times. */
    private Timed side(String name) {
        return new Timed() {
            private int times;

            @Override
            public String name() {
                return name;
            }

            @Override
            public double milliseconds() {
                calls.add(name);
                return ++times;
            }
        };
    }
}
