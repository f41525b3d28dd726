package io.verdict.transformer.text;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A text's classification.
 *
 * @param classes all labels there are, and whether a text can have several
 * @param logits one value a class
 * @param probabilities the logits' softmax, which sums to 1; of several labels the sigmoid of each
 */
public record Prediction(Labels classes, List<Double> logits, List<Double> probabilities) {
    /** Of several labels, those with at least this probability count as the text's. */
    public static final double THRESHOLD = 0.5;

    public Prediction {
        logits = List.copyOf(logits);
        probabilities = List.copyOf(probabilities);
    }

    /** What the logits say. */
    public static Prediction of(Labels classes, List<Double> logits) {
        return new Prediction(classes, logits, Probabilities.of(logits, classes.isMultiLabel()));
    }

    /** Whether the text can have several labels. */
    public boolean multiLabel() {
        return classes.isMultiLabel();
    }

    /** The number of the most likely class. */
    public int index() {
        return Probabilities.argmax(logits);
    }

    /** The name of the most likely class. */
    public String label() {
        return classes.name(index());
    }

    /** The probability of the most likely class. */
    public double score() {
        return probabilities.get(index());
    }

    /** The numbers of the text's labels: the most likely one, or of several those that are at least as likely as not. */
    public List<Integer> indices() {
        return indices(THRESHOLD);
    }

    /** The same; of several labels those with at least this probability. */
    public List<Integer> indices(double threshold) {
        return multiLabel()
                ? IntStream.range(0, probabilities.size())
                        .filter(label -> probabilities.get(label) >= threshold)
                        .boxed()
                        .toList()
                : List.of(index());
    }

    /** The names of the text's labels. */
    public List<String> labels() {
        return labels(THRESHOLD);
    }

    /** The same; of several labels those with at least this probability. */
    public List<String> labels(double threshold) {
        return indices(threshold).stream().map(classes::name).toList();
    }

    /** The numbers of the {@code count} most likely classes, the most likely first; of equals the one with the lower. */
    public List<Integer> mostLikely(int count) {
        return IntStream.range(0, logits.size())
                .boxed()
                .sorted(Comparator.comparing(logits::get, Comparator.reverseOrder()))
                .limit(count)
                .toList();
    }
}
