package io.verdict.trainer.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** How well scores rank the texts that have a label above those that have it not; texts of one score are one rank. */
final class Ranking {
    private final double[] scores;
    private final boolean[] truth;
    private final int[] order;
    private final long positives;

    /**
     * @param scores of each text
     * @param truth whether it has the label
     */
    Ranking(double[] scores, boolean[] truth) {
        this.scores = scores.clone();
        this.truth = truth.clone();
        this.order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.positives = IntStream.range(0, truth.length).filter(i -> truth[i]).count();
    }

    /**
     * The area under the ROC curve: how likely a text with the label has a higher score than one without, ties counted
     * half; scikit-learn's {@code roc_auc_score}. Empty if all texts have the label, or none.
     */
    OptionalDouble rocAuc() {
        long negatives = truth.length - positives;
        if (positives == 0 || negatives == 0) {
            return OptionalDouble.empty();
        }
        double area = 0;
        long above = 0;
        for (Rank rank : ranks()) {
            area += (rank.size() - rank.right()) * (above + rank.right() / 2.0);
            above += rank.right();
        }
        return OptionalDouble.of(area / ((double) positives * negatives));
    }

    /**
     * The average precision, a sum under the precision-recall curve without interpolation; scikit-learn's
     * {@code average_precision_score}. Empty if no text has the label, where scikit-learn says 0.
     */
    OptionalDouble averagePrecision() {
        if (positives == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        long right = 0;
        long seen = 0;
        for (Rank rank : ranks()) {
            right += rank.right();
            seen += rank.size();
            sum += (double) rank.right() / positives * right / seen;
        }
        return OptionalDouble.of(sum);
    }

    /** Texts of one score, from the highest on. */
    private Rank[] ranks() {
        Rank[] ranks = new Rank[order.length];
        int count = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            int right = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                right += truth[order[to]] ? 1 : 0;
                to++;
            }
            ranks[count++] = new Rank(to - from, right);
            from = to;
        }
        return Arrays.copyOf(ranks, count);
    }

    private record Rank(int size, int right) {}
}
