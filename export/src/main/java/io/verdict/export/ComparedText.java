package io.verdict.export;

import java.util.List;

/**
 * What two models say about a text.
 *
 * @param expected the logits of the one
 * @param actual the logits of the other
 * @param expectedLabels the names of the labels that follow from them
 * @param actualLabels the same of the other
 */
public record ComparedText(
        SampleText text,
        List<Double> expected,
        List<Double> actual,
        List<String> expectedLabels,
        List<String> actualLabels) {
    public ComparedText {
        expected = List.copyOf(expected);
        actual = List.copyOf(actual);
        expectedLabels = List.copyOf(expectedLabels);
        actualLabels = List.copyOf(actualLabels);
        if (expected.size() != actual.size()) {
            throw new IllegalArgumentException(expected.size() + " logits and " + actual.size());
        }
    }

    /** The largest absolute difference of a logit; infinite where one is not a number. */
    public double difference() {
        double largest = 0;
        for (int label = 0; label < expected.size(); label++) {
            double difference = Math.abs(expected.get(label) - actual.get(label));
            largest = Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
        }
        return largest;
    }

    /** Whether the labels differ. */
    public boolean flipped() {
        return !expectedLabels.equals(actualLabels);
    }
}
