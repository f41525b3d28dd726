package io.verdict.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far probabilities can be believed: of the decisions that were made with about 0.8, were 8 in 10 right? Bins of
 * equal width as in <a href="https://arxiv.org/abs/1706.04599">Guo et al., On Calibration of Modern Neural Networks</a>;
 * a value on a border belongs to the bin below.
 *
 * @param bins from 0 to 1
 */
public record Reliability(List<Bin> bins) {
    private static final int BINS = 10;

    /**
     * Decisions with about the same probability.
     *
     * @param from the lower border
     * @param to the upper border
     * @param count how many decisions there are
     * @param confidence the mean probability; 0 if there are none
     * @param right the share of them that came true; 0 if there are none
     */
    public record Bin(double from, double to, long count, double confidence, double right) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    /** Of each text the most likely class; where a text can have several labels, each text with each label. */
    public static Reliability of(Answers answers) {
        double[] confidences = new double[BINS];
        long[] counts = new long[BINS];
        long[] right = new long[BINS];
        for (int text = 0; text < answers.size(); text++) {
            List<Double> row = answers.probabilities().get(text);
            List<Integer> truth = answers.truths().get(text);
            List<Integer> decisions = answers.multiLabel()
                    ? IntStream.range(0, row.size()).boxed().toList()
                    : answers.predicted(text);
            for (int label : decisions) {
                double probability = row.get(label);
                int bin = Math.max(0, (int) Math.ceil(probability * BINS) - 1);
                confidences[bin] += probability;
                counts[bin]++;
                right[bin] += truth.contains(label) ? 1 : 0;
            }
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            double count = Math.max(1, counts[bin]);
            bins.add(new Bin(
                    (double) bin / BINS,
                    (bin + 1.0) / BINS,
                    counts[bin],
                    confidences[bin] / count,
                    right[bin] / count));
        }
        return new Reliability(bins);
    }

    /** How many decisions there are. */
    public long count() {
        return bins.stream().mapToLong(Bin::count).sum();
    }

    /** The expected calibration error: the mean gap between probability and share, weighted by the decisions. */
    public double error() {
        return bins.stream()
                        .mapToDouble(bin -> bin.count() * Math.abs(bin.confidence() - bin.right()))
                        .sum()
                / count();
    }

    /** The mean probability. */
    public double confidence() {
        return bins.stream().mapToDouble(bin -> bin.count() * bin.confidence()).sum() / count();
    }

    /** The share of all decisions that came true. */
    public double right() {
        return bins.stream().mapToDouble(bin -> bin.count() * bin.right()).sum() / count();
    }
}
