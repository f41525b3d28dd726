package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
    private static final int[] SIZES = {1, 2, 15, 16, 17, 100, 511, 512, 513, 2000};

    @Test
    void batchesOfTextsTakeEachTextAtMostOnceAndDropOnlyALastShortBatch() {
        for (int texts : SIZES) {
            for (long seed = 0; seed < 5; seed++) {
                int[] lengths = lengths(texts, seed);
                List<int[]> batches = BatchOrder.training(texts, i -> lengths[i], 16, texts % 2 == 0, seed, 1);
                int kept = texts > 16 ? texts / 16 * 16 : texts;
                assertThat(flat(batches)).hasSize(kept).doesNotHaveDuplicates();
                assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSize(Math.min(16, texts)));
            }
        }
    }

    @Test
    void batchesOfTokensTakeEachTextExactlyOnce() {
        for (int texts : SIZES) {
            for (long seed = 0; seed < 5; seed++) {
                for (int budget : new int[] {1, 60, 128, 1000, 2048, Integer.MAX_VALUE}) {
                    int[] lengths = lengths(texts, seed);
                    List<int[]> batches = BatchOrder.budgeted(texts, i -> lengths[i], budget, seed % 2 == 0, seed, 1);
                    assertThat(flat(batches))
                            .containsExactlyInAnyOrder(IntStream.range(0, texts).toArray());
                }
            }
        }
    }

    @Test
    void onlyASingleTextExceedsTheBudget() {
        for (long seed = 0; seed < 20; seed++) {
            int[] lengths = lengths(1000, seed);
            for (int budget : new int[] {1, 60, 128, 1000, 2048}) {
                List<int[]> batches = BatchOrder.budgeted(1000, i -> lengths[i], budget, seed % 2 == 0, seed, 1);
                assertThat(batches).allSatisfy(batch -> {
                    if (batch.length != 1) {
                        assertThat(batch).isNotEmpty();
                        assertThat(tokens(batch, lengths)).isLessThanOrEqualTo(budget);
                    }
                });
            }
        }
    }

    @Test
    void batchesOfTokensAreNearlyFull() {
        int[] lengths = lengths(5000, 3);
        List<int[]> batches = BatchOrder.budgeted(5000, i -> lengths[i], 2048, true, 3, 1);
        long tokens = Arrays.stream(lengths).asLongStream().sum();
        // A batch that a text of at most 128 tokens did not fit into holds more than 2048 - 128; of each window of 32
        // budgets the last one may hold less.
        double fewest = tokens / 2048.0;
        assertThat((double) batches.size()).isBetween(fewest, fewest * 2048 / (2048 - 128) * 33 / 32 + 2);
    }

    @Test
    void orderIsAFunctionOfSeedAndEpoch() {
        int[] lengths = lengths(1000, 1);
        List<int[]> first = BatchOrder.budgeted(1000, i -> lengths[i], 2048, true, 7, 1);
        assertThat(flat(first)).containsExactly(flat(BatchOrder.budgeted(1000, i -> lengths[i], 2048, true, 7, 1)));
        assertThat(flat(first)).isNotEqualTo(flat(BatchOrder.budgeted(1000, i -> lengths[i], 2048, true, 7, 2)));
        assertThat(flat(first)).isNotEqualTo(flat(BatchOrder.budgeted(1000, i -> lengths[i], 2048, true, 8, 1)));
    }

    @Test
    void groupedBatchesHaveTextsOfNearlyOneLength() {
        int[] lengths = lengths(4096, 1);
        assertThat(spread(BatchOrder.training(4096, i -> lengths[i], 16, true, 1, 1), lengths))
                .isLessThan(0.1 * spread(BatchOrder.training(4096, i -> lengths[i], 16, false, 1, 1), lengths));
        assertThat(spread(BatchOrder.budgeted(4096, i -> lengths[i], 1024, true, 1, 1), lengths))
                .isLessThan(0.2 * spread(BatchOrder.budgeted(4096, i -> lengths[i], 1024, false, 1, 1), lengths));
    }

    /** The mean difference between a batch's longest and shortest text. */
    private static double spread(List<int[]> batches, int[] lengths) {
        return batches.stream()
                .mapToInt(batch -> Arrays.stream(batch)
                                .map(i -> lengths[i])
                                .max()
                                .getAsInt()
                        - Arrays.stream(batch).map(i -> lengths[i]).min().getAsInt())
                .average()
                .getAsDouble();
    }

    private static int[] lengths(int texts, long seed) {
        Random random = new Random(seed);
        return random.ints(texts, 3, 129).toArray();
    }

    private static int[] flat(List<int[]> batches) {
        return batches.stream().flatMapToInt(Arrays::stream).toArray();
    }

    private static long tokens(int[] batch, int[] lengths) {
        return Arrays.stream(batch).mapToLong(i -> lengths[i]).sum();
    }
}
