package io.verdict.trainer.report;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * How often each label was predicted as each class. Holds only what occurred, so that many classes cost no memory.
 * Immutable.
 */
public final class ConfusionMatrix {
    /** A cell that is not zero: {@code count} examples of class {@code label} were predicted as {@code prediction}. */
    public record Cell(int label, int prediction, int count) {}

    private final int classes;
    private final TreeMap<Long, Integer> counts = new TreeMap<>();
    private final int[] support;
    private final int[] predicted;
    private final int examples;

    ConfusionMatrix(int classes, int[] labels, int[] predictions) {
        this.classes = classes;
        this.support = new int[classes];
        this.predicted = new int[classes];
        this.examples = labels.length;
        for (int i = 0; i < labels.length; i++) {
            counts.merge((long) labels[i] * classes + predictions[i], 1, Integer::sum);
            support[labels[i]]++;
            predicted[predictions[i]]++;
        }
    }

    /** The number of classes: rows and columns. */
    public int classes() {
        return classes;
    }

    /** The number of examples: the sum of all cells. */
    public int examples() {
        return examples;
    }

    /** How many examples of class {@code label} were predicted as {@code prediction}. */
    public int count(int label, int prediction) {
        return counts.getOrDefault((long) label * classes + prediction, 0);
    }

    /** How many examples are of this class: the sum of its row. */
    public int support(int label) {
        return support[label];
    }

    /** How many examples were predicted as this class: the sum of its column. */
    public int predicted(int prediction) {
        return predicted[prediction];
    }

    /** The number of examples on the diagonal. */
    public int correct() {
        int correct = 0;
        for (int i = 0; i < classes; i++) {
            correct += count(i, i);
        }
        return correct;
    }

    /** The cells that are not zero, by label and then by prediction. */
    public List<Cell> cells() {
        return counts.entrySet().stream()
                .map(e -> new Cell((int) (e.getKey() / classes), (int) (e.getKey() % classes), e.getValue()))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix matrix && classes == matrix.classes && counts.equals(matrix.counts);
    }

    @Override
    public int hashCode() {
        return 31 * classes + counts.hashCode();
    }

    @Override
    public String toString() {
        return "ConfusionMatrix[classes=" + classes + ", support=" + Arrays.toString(support) + ", cells="
                + counts.size() + "]";
    }
}
