package io.verdict.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Functions of a row of logits, in double precision. */
final class Probabilities {
    private Probabilities() {}

    static List<Double> toList(float[] row) {
        List<Double> values = new ArrayList<>(row.length);
        for (float value : row) {
            values.add((double) value);
        }
        return values;
    }

    /** The first of the largest values. */
    static int argmax(List<Double> row) {
        int best = 0;
        for (int c = 1; c < row.size(); c++) {
            if (row.get(c) > row.get(best)) {
                best = c;
            }
        }
        return best;
    }

    /** The most likely class, or every label that is at least as likely as not. */
    static List<Integer> labels(List<Double> logits, boolean multiLabel) {
        return multiLabel
                ? IntStream.range(0, logits.size())
                        .filter(label -> logits.get(label) >= 0)
                        .boxed()
                        .toList()
                : List.of(argmax(logits));
    }

    /** The softmax; of several labels the sigmoid of each. */
    static List<Double> of(List<Double> logits, boolean multiLabel) {
        return multiLabel ? logits.stream().map(Probabilities::sigmoid).toList() : softmax(logits);
    }

    static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** The binary cross-entropy of a logit's sigmoid, as PyTorch's {@code binary_cross_entropy_with_logits}. */
    static double binaryCrossEntropy(double logit, double target) {
        return Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit)));
    }

    static List<Double> softmax(List<Double> row) {
        return logSoftmax(row).stream().map(Math::exp).toList();
    }

    static List<Double> logSoftmax(List<Double> row) {
        double largest = row.get(argmax(row));
        double logSum = largest
                + Math.log(row.stream()
                        .mapToDouble(value -> Math.exp(value - largest))
                        .sum());
        return row.stream().map(value -> value - logSum).toList();
    }
}
