package io.verdict.trainer.report;

import io.verdict.transformer.VerdictException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model says about labelled texts, whether a text has one label or several.
 *
 * @param labels the names of all labels
 * @param multiLabel whether a text can have several labels, or none
 * @param truths the numbers of each text's true labels; exactly one if not {@code multiLabel}
 * @param probabilities of each text, one a label
 */
public record Answers(
        List<String> labels, boolean multiLabel, List<List<Integer>> truths, List<List<Double>> probabilities) {
    private static final double THRESHOLD = 0.5;

    public Answers {
        labels = List.copyOf(labels);
        truths = List.copyOf(truths);
        probabilities = List.copyOf(probabilities);
        if (truths.size() != probabilities.size() || truths.isEmpty()) {
            throw new VerdictException("There are the labels of " + truths.size() + " texts and probabilities of "
                    + probabilities.size() + "; each text needs both, and there must be one.");
        }
    }

    /** How many texts there are. */
    public int size() {
        return truths.size();
    }

    /** The most likely label of a text; of several, those that are at least as likely as not. */
    public List<Integer> predicted(int text) {
        return predicted(text, THRESHOLD);
    }

    /** The same, of several labels those with at least this probability. */
    List<Integer> predicted(int text, double threshold) {
        List<Double> row = probabilities.get(text);
        return multiLabel
                ? IntStream.range(0, row.size())
                        .filter(label -> row.get(label) >= threshold)
                        .boxed()
                        .toList()
                : List.of(mostLikely(row));
    }

    private static int mostLikely(List<Double> row) {
        int best = 0;
        for (int label = 1; label < row.size(); label++) {
            if (row.get(label) > row.get(best)) {
                best = label;
            }
        }
        return best;
    }

    /** The scores of texts with one label each. */
    public ClassificationMetrics metrics() {
        return ClassificationMetrics.of(
                truths.stream().mapToInt(labelsOfText -> labelsOfText.get(0)).toArray(),
                IntStream.range(0, size()).map(text -> predicted(text).get(0)).toArray(),
                labels);
    }

    /** The scores of texts with several labels. */
    public MultilabelMetrics multilabelMetrics() {
        return multilabelMetrics(THRESHOLD);
    }

    /** The same, where labels with at least this probability are given. */
    public MultilabelMetrics multilabelMetrics(double threshold) {
        return MultilabelMetrics.of(
                truths,
                IntStream.range(0, size())
                        .mapToObj(text -> predicted(text, threshold))
                        .toList(),
                labels);
    }
}
