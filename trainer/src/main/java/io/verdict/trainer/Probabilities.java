package io.verdict.trainer;

import java.util.ArrayList;
import java.util.List;

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
