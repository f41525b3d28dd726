package io.verdict.trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which texts make a batch, as pure functions. */
final class BatchOrder {
    /** Batches whose texts are sorted by length together: texts of a batch are alike in length, batches are not. */
    private static final int WINDOW = 32;

    private BatchOrder() {}

    /**
     * The batches of a training epoch: a seeded shuffle of all texts, cut into windows, each sorted by length and cut
     * into batches, which are shuffled again. A last, short batch is dropped if there are more texts than one batch
     * holds.
     *
     * @param grouped whether a window is more than one batch
     */
    static List<int[]> training(
            int texts, IntUnaryOperator length, int batchSize, boolean grouped, long seed, int epoch) {
        int windowSize = (grouped ? WINDOW : 1) * batchSize;
        Random random = random(seed, epoch);
        List<Integer> order = shuffled(texts, random);
        int kept = texts > batchSize ? texts / batchSize * batchSize : texts;
        List<int[]> batches = new ArrayList<>();
        for (int start = 0; start < kept; start += windowSize) {
            List<Integer> window = order.subList(start, Math.min(kept, start + windowSize));
            window.sort(Comparator.comparingInt(length::applyAsInt));
            for (int from = 0; from < window.size(); from += batchSize) {
                batches.add(numbers(window.subList(from, Math.min(window.size(), from + batchSize))));
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /**
     * The batches of a training epoch whose size is measured in tokens: a seeded shuffle of all texts, cut into windows
     * of about 32 budgets, each sorted by length and cut into batches, which are shuffled again. Every text is in
     * exactly one batch. A text that is longer than the budget is a batch of its own; no other batch exceeds it. The
     * number of batches differs a little from epoch to epoch.
     *
     * @param maxTokens the budget, at least 1
     * @param grouped whether windows are sorted
     */
    static List<int[]> budgeted(
            int texts, IntUnaryOperator length, int maxTokens, boolean grouped, long seed, int epoch) {
        Random random = random(seed, epoch);
        List<Integer> order = shuffled(texts, random);
        List<int[]> batches = new ArrayList<>();
        if (!grouped) {
            cut(order, length, maxTokens, batches);
            return batches;
        }
        long tokens = 0;
        int start = 0;
        for (int end = 1; end <= texts; end++) {
            tokens += length.applyAsInt(order.get(end - 1));
            if (tokens >= (long) WINDOW * maxTokens || end == texts) {
                List<Integer> window = order.subList(start, end);
                window.sort(Comparator.comparingInt(length::applyAsInt));
                cut(window, length, maxTokens, batches);
                start = end;
                tokens = 0;
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    private static Random random(long seed, int epoch) {
        return new Random(seed * 1_000_003 + epoch);
    }

    private static List<Integer> shuffled(int texts, Random random) {
        List<Integer> order = numbered(texts);
        Collections.shuffle(order, random);
        return order;
    }

    private static List<Integer> numbered(int texts) {
        return IntStream.range(0, texts).boxed().collect(Collectors.toCollection(ArrayList::new));
    }

    private static void cut(List<Integer> texts, IntUnaryOperator length, int maxTokens, List<int[]> batches) {
        int from = 0;
        long tokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            int next = length.applyAsInt(texts.get(i));
            if (i > from && tokens + next > maxTokens) {
                batches.add(numbers(texts.subList(from, i)));
                from = i;
                tokens = 0;
            }
            tokens += next;
        }
        if (from < texts.size()) {
            batches.add(numbers(texts.subList(from, texts.size())));
        }
    }

    private static int[] numbers(List<Integer> texts) {
        return texts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** All texts in order, in batches of tokens as {@link #budgeted} has them. */
    static List<int[]> inOrder(int texts, IntUnaryOperator length, int maxTokens) {
        List<int[]> batches = new ArrayList<>();
        cut(numbered(texts), length, maxTokens, batches);
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
