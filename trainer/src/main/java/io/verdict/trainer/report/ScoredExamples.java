package io.verdict.trainer.report;

import io.verdict.transformer.VerdictException;
import java.util.List;

/**
 * The labels of a data set and what a model thinks of each example: a probability for each class. Keeps the arrays it
 * is given; nobody may change them afterwards.
 */
public final class ScoredExamples {
    /** How far the probabilities of an example may sum from 1: float32 over a few thousand classes stays far below. */
    private static final double SUM_TOLERANCE = 1e-3;

    private final List<String> classNames;
    private final int[] labels;
    private final float[][] probabilities;

    /**
     * Joins labels and probabilities.
     *
     * @param classNames the names of all classes
     * @param labels the true class of each example, from 0
     * @param probabilities {@code [examples][classes]}; each row sums to 1
     * @throws VerdictException if the sizes differ or a value is no probability
     */
    public ScoredExamples(List<String> classNames, int[] labels, float[][] probabilities) {
        this.classNames = List.copyOf(classNames);
        this.labels = labels;
        this.probabilities = probabilities;
        if (labels.length != probabilities.length) {
            throw new VerdictException("There are " + labels.length + " labels, but probabilities of "
                    + probabilities.length + " examples.");
        }
        for (int i = 0; i < labels.length; i++) {
            requireDistribution(i, probabilities[i]);
        }
    }

    private void requireDistribution(int example, float[] row) {
        if (row.length != classNames.size()) {
            throw new VerdictException("Example " + example + " has " + row.length + " probabilities, but there are "
                    + classNames.size() + " classes.");
        }
        double sum = 0;
        for (float probability : row) {
            if (!(probability >= 0)) {
                throw new VerdictException("Example " + example + " has a probability of " + probability + ".");
            }
            sum += probability;
        }
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new VerdictException(
                    "The probabilities of example " + example + " sum to " + sum + ", not to 1; are they logits?");
        }
    }

    /** The names of all classes. */
    public List<String> classNames() {
        return classNames;
    }

    /** The number of examples. */
    public int size() {
        return labels.length;
    }

    /** The true class of an example. */
    public int label(int example) {
        return labels[example];
    }

    /** The probability that the model gives to a class. */
    public float probability(int example, int classIndex) {
        return probabilities[example][classIndex];
    }

    /** The class with the largest probability; the first of them if there are several. */
    public int prediction(int example) {
        float[] row = probabilities[example];
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            if (row[i] > row[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The metrics of {@link #prediction} against the labels. */
    public ClassificationMetrics metrics() {
        int[] predictions = new int[labels.length];
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = prediction(i);
        }
        return ClassificationMetrics.of(labels, predictions, classNames);
    }
}
