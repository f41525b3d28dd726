package io.verdict.trainer.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void endsAreRoundNumbers() {
        assertThat(labels(Axis.over("share", 0, 1))).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(labels(Axis.over("rate", 0, 2e-5))).containsExactly("0", "5e-6", "1e-5", "1.5e-5", "2e-5");
        assertThat(labels(Axis.over("texts", 0, 1234))).containsExactly("0", "500", "1,000", "1,500");
        assertThat(labels(Axis.whole("epoch", 0, 3))).containsExactly("0", "1", "2", "3");
        assertThat(labels(Axis.whole("epoch", 0, 40))).containsExactly("0", "10", "20", "30", "40");
    }

    @Test
    void anyValuesAreOnTheAxisWithFewDifferentNumbers() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            double smallest = random.nextGaussian() * Math.pow(10, random.nextInt(13) - 6);
            double largest =
                    i % 10 == 0 ? smallest : smallest + random.nextDouble() * Math.pow(10, random.nextInt(13) - 6);
            Axis axis = Axis.over("value", smallest, largest);
            double room = 1e-6 * Math.max(Math.abs(axis.from()), Math.abs(axis.to()));
            assertThat(axis.from()).isLessThanOrEqualTo(smallest + room);
            assertThat(axis.to()).isGreaterThanOrEqualTo(largest - room);
            assertThat(axis.ticks().size()).isBetween(2, 9);
        }
    }

    private static List<String> labels(Axis axis) {
        return axis.ticks().stream().map(axis::label).toList();
    }
}
