package io.verdict.transformer.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Functions of a row of logits, in double precision. */
public final class Probabilities {
    private Probabilities() {}

    /** The row as a list. */
    public static List<Double> toList(float[] row) {
        List<Double> values = new ArrayList<>(row.length);
        for (float value : row) {
            values.add((double) value);
        }
        return values;
    }

    /** The first of the largest values. */
    public static int argmax(List<Double> row) {
        int best = 0;
        for (int c = 1; c < row.size(); c++) {
            if (row.get(c) > row.get(best)) {
                best = c;
            }
        }
        return best;
    }

    /** The most likely class, or every label that is at least as likely as not. */
    public static List<Integer> labels(List<Double> logits, boolean multiLabel) {
        return multiLabel
                ? IntStream.range(0, logits.size())
                        .filter(label -> logits.get(label) >= 0)
                        .boxed()
                        .toList()
                : List.of(argmax(logits));
    }

    /** The softmax; of several labels the sigmoid of each. */
    public static List<Double> of(List<Double> logits, boolean multiLabel) {
        return multiLabel ? logits.stream().map(Probabilities::sigmoid).toList() : softmax(logits);
    }

    /** The logistic function. */
    public static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** The binary cross-entropy of a logit's sigmoid, as PyTorch's {@code binary_cross_entropy_with_logits}. */
    public static double binaryCrossEntropy(double logit, double target) {
        return Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit)));
    }

    /** The exponentials, divided by their sum. */
    public static List<Double> softmax(List<Double> row) {
        return logSoftmax(row).stream().map(Math::exp).toList();
    }

    /** The logarithm of the softmax, without overflow. */
    public static List<Double> logSoftmax(List<Double> row) {
        double largest = row.get(argmax(row));
        double logSum = largest
                + Math.log(row.stream()
                        .mapToDouble(value -> Math.exp(value - largest))
                        .sum());
        return row.stream().map(value -> value - logSum).toList();
    }
}
