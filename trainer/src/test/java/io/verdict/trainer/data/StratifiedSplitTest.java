package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {
    /** Rows whose classes follow each other in turn until each class has its count. */
    private static IntList rows(int... counts) {
        IntList rows = new IntList();
        int[] left = counts.clone();
        while (IntStream.of(left).sum() > 0) {
            for (int label = 0; label < left.length; label++) {
                if (left[label]-- > 0) {
                    rows.add(label);
                }
                left[label] = Math.max(left[label], 0);
            }
        }
        return rows;
    }

    private static int[] chosen(IntList rows, int numClasses, double fraction, long seed) {
        int[] counts = new int[numClasses];
        StratifiedSplit.choose(rows, numClasses, fraction, seed, "d.csv").stream()
                .forEach(row -> counts[rows.get(row)]++);
        return counts;
    }

    @Test
    void takesTheFractionOfEachClass() {
        assertThat(chosen(rows(60, 40), 2, 0.2, 1)).containsExactly(12, 8);
        assertThat(chosen(rows(90, 10), 2, 0.1, 1)).containsExactly(9, 1);
    }

    @Test
    void takesTheFractionOfTheWholeWhereClassesDoNotDivide() {
        assertThat(IntStream.of(chosen(rows(33, 33, 34), 3, 0.2, 1)).sum()).isEqualTo(20);
        Random random = new Random(7);
        for (int trial = 0; trial < 200; trial++) {
            int[] counts = random.ints(1 + random.nextInt(6), 2, 50).toArray();
            double fraction = 0.05 + 0.9 * random.nextDouble();
            int total = IntStream.of(counts).sum();
            int[] chosen = chosen(rows(counts), counts.length, fraction, trial);
            for (int label = 0; label < counts.length; label++) {
                assertThat(chosen[label]).isLessThan(counts[label]);
                assertThat((double) chosen[label])
                        .isBetween(fraction * counts[label] - 1, fraction * counts[label] + 1);
            }
            // Less than the whole fraction only where a class would have nothing left to train on.
            assertThat(IntStream.of(chosen).sum())
                    .isBetween((int) Math.round(fraction * total) - counts.length, (int) Math.round(fraction * total));
        }
    }

    @Test
    void leavesEachClassARowToTrainOn() {
        assertThat(chosen(rows(1, 9), 2, 0.9, 1)).containsExactly(0, 8);
    }

    @Test
    void isTheSameForOneSeedAndDiffersForOthers() {
        IntList rows = rows(60, 40);
        Set<BitSet> draws = new HashSet<>();
        for (int seed = 0; seed < 10; seed++) {
            BitSet draw = StratifiedSplit.choose(rows, 2, 0.2, seed, "d.csv");
            assertThat(StratifiedSplit.choose(rows, 2, 0.2, seed, "d.csv")).isEqualTo(draw);
            draws.add(draw);
        }
        assertThat(draws).hasSize(10);
    }

    @Test
    void drawsEveryRowEquallyOften() {
        IntList rows = rows(10, 10);
        int[] times = new int[20];
        for (int seed = 0; seed < 4000; seed++) {
            StratifiedSplit.choose(rows, 2, 0.3, seed, "d.csv").stream().forEach(row -> times[row]++);
        }
        // 4000 draws with probability 0.3: mean 1200, standard deviation 29; five of them leave room for 20 rows.
        assertThat(IntStream.of(times)).allMatch(count -> count >= 1055 && count <= 1345);
    }

    @Test
    void anEmptySplitIsAnError() {
        assertThatThrownBy(() -> StratifiedSplit.choose(rows(2, 1), 2, 0.1, 1, "d.csv"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("A validation split of 0.1 leaves none of the 3 rows of d.csv to validate on."
                        + " Raise val_split or give a validation file.");
    }
}
