package io.verdict.trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Which texts make a batch, as pure functions. */
final class BatchOrder {
    /** Batches whose texts are sorted by length together: texts of a batch are alike in length, batches are not. */
    private static final int WINDOW = 32;

    private BatchOrder() {}

    /**
     * The batches of a training epoch: a seeded shuffle of all texts, cut into windows, each sorted by length and cut
     * into batches, which are shuffled again. A last, short batch is dropped if there are more texts than one batch
     * holds.
     */
    static List<int[]> training(int texts, IntUnaryOperator length, int batchSize, long seed, int epoch) {
        Random random = new Random(seed * 1_000_003 + epoch);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        int kept = texts > batchSize ? texts / batchSize * batchSize : texts;
        List<int[]> batches = new ArrayList<>();
        for (int start = 0; start < kept; start += WINDOW * batchSize) {
            List<Integer> window = order.subList(start, Math.min(kept, start + WINDOW * batchSize));
            window.sort(Comparator.comparingInt(length::applyAsInt));
            for (int from = 0; from < window.size(); from += batchSize) {
                batches.add(window.subList(from, Math.min(window.size(), from + batchSize)).stream()
                        .mapToInt(Integer::intValue)
                        .toArray());
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** All texts in order. */
    static List<int[]> inOrder(int texts, int batchSize) {
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < texts; from += batchSize) {
            int[] batch = new int[Math.min(batchSize, texts - from)];
            int first = from;
            Arrays.setAll(batch, i -> first + i);
            batches.add(batch);
        }
        return batches;
    }
}
