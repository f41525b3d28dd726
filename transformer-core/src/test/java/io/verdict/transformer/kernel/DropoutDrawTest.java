package io.verdict.transformer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutDrawTest {
    private static final int ROWS = 2000;
    private static final int COLUMNS = 384;

    /** Six deviations of a binomial distribution: a sound draw fails once in 10^9 runs, and these runs are always the same. */
    private static double deviations(double p, double draws) {
        return 6 * Math.sqrt(p * (1 - p) / draws);
    }

    @ParameterizedTest
    @ValueSource(floats = {0.1f, 0.3f, 0.5f, 0.01f})
    void dropsTheShareThatWasAskedFor(float rate) {
        DropoutDraw draw = DropoutDraw.of(42, 7, 3, rate);
        assertThat(shareOfBoth(draw, 0, 0)).isCloseTo(rate, within(deviations(rate, (double) ROWS * COLUMNS)));
    }

    @Test
    void neighboursAreIndependent() {
        float rate = 0.3f;
        double both = rate * rate;
        DropoutDraw draw = DropoutDraw.of(42, 7, 3, rate);
        for (int[] apart : new int[][] {{0, 1}, {1, 0}, {1, 1}, {0, 2}, {0, 16}, {12, 0}}) {
            assertThat(shareOfBoth(draw, apart[0], apart[1]))
                    .as("rows %d and columns %d apart", apart[0], apart[1])
                    .isCloseTo(both, within(deviations(both, (double) ROWS * COLUMNS)));
        }
    }

    @Test
    void seedsStepsAndOpsDrawDifferently() {
        DropoutDraw draw = DropoutDraw.of(1, 2, 3, 0.5f);
        for (DropoutDraw other : new DropoutDraw[] {
            DropoutDraw.of(2, 2, 3, 0.5f), DropoutDraw.of(1, 3, 3, 0.5f), DropoutDraw.of(1, 2, 4, 0.5f)
        }) {
            int same = 0;
            for (int row = 0; row < 100; row++) {
                for (int column = 0; column < 100; column++) {
                    same += draw.factor(row, column) == other.factor(row, column) ? 1 : 0;
                }
            }
            assertThat(same / 10_000.0).isCloseTo(0.5, within(deviations(0.5, 10_000)));
        }
    }

    @Test
    void whatStaysKeepsTheMean() {
        DropoutDraw draw = DropoutDraw.of(1, 2, 3, 0.2f);
        assertThat(draw.scale()).isEqualTo(1.25f);
        assertThat(DropoutDraw.NONE.factor(3, 4)).isEqualTo(1);
    }

    /** How often a value and the one so many rows and columns further are both dropped. */
    private static double shareOfBoth(DropoutDraw draw, int rows, int columns) {
        int both = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                both += draw.factor(row, column) == 0 && draw.factor(row + rows, column + columns) == 0 ? 1 : 0;
            }
        }
        return both / ((double) ROWS * COLUMNS);
    }
}
