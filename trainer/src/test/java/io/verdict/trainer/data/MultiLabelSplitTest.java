package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MultiLabelSplitTest {
    /** Label k is there with probability 1 / (k + 2). */
    private static LabelSets rows(int size, int labels, long seed) {
        Random random = new Random(seed);
        LabelSets rows = new LabelSets();
        for (int row = 0; row < size; row++) {
            rows.add(IntStream.range(0, labels)
                    .filter(label -> random.nextInt(label + 2) == 0)
                    .boxed()
                    .toList());
        }
        return rows;
    }

    private static int[] counts(LabelSets rows, BitSet chosen, int labels) {
        int[] counts = new int[labels];
        chosen.stream().forEach(row -> {
            for (int place = rows.from(row); place < rows.to(row); place++) {
                counts[rows.label(place)]++;
            }
        });
        return counts;
    }

    @Test
    void takesTheFractionOfTheRowsAndOfEachLabel() {
        int labels = 20;
        for (int trial = 0; trial < 20; trial++) {
            LabelSets rows = rows(1000, labels, trial);
            BitSet chosen = MultiLabelSplit.choose(rows, labels, 0.2, trial, "d.csv");
            assertThat(chosen.cardinality()).isEqualTo(200);
            int[] all = rows.counts(labels);
            int[] counts = counts(rows, chosen, labels);
            for (int label = 0; label < labels; label++) {
                // The standard deviation of a plain draw, which a third of the labels would exceed each time.
                double deviation = 0.4 * Math.sqrt(all[label]);
                assertThat(counts[label] - 0.2 * all[label]).isBetween(-deviation, deviation);
            }
        }
    }

    @Test
    void isTheSameForOneSeedAndDiffersForOthers() {
        LabelSets rows = rows(100, 5, 1);
        assertThat(MultiLabelSplit.choose(rows, 5, 0.2, 7, "d.csv"))
                .isEqualTo(MultiLabelSplit.choose(rows, 5, 0.2, 7, "d.csv"))
                .isNotEqualTo(MultiLabelSplit.choose(rows, 5, 0.2, 8, "d.csv"));
    }

    @Test
    void rowsWithoutLabelsAreDealtOutToo() {
        LabelSets rows = new LabelSets();
        IntStream.range(0, 100).forEach(row -> rows.add(row < 10 ? List.of(0) : List.of()));
        BitSet chosen = MultiLabelSplit.choose(rows, 1, 0.2, 1, "d.csv");
        assertThat(chosen.cardinality()).isEqualTo(20);
        assertThat(chosen.get(0, 10).cardinality()).isEqualTo(2);
    }

    @Test
    void anEmptySplitIsAnError() {
        LabelSets rows = rows(3, 2, 1);
        assertThatThrownBy(() -> MultiLabelSplit.choose(rows, 2, 0.1, 1, "d.csv"))
                .hasMessage("A validation split of 0.1 leaves none of the 3 rows of d.csv to validate on."
                        + " Raise val_split or give a validation file.");
    }
}
