package io.verdict.trainer;

import java.util.List;

/**
 * A text's classification.
 *
 * @param label the most likely class's name
 * @param index its number
 * @param logits one value a class
 * @param probabilities the logits' softmax
 */
public record Prediction(String label, int index, List<Double> logits, List<Double> probabilities) {
    public Prediction {
        logits = List.copyOf(logits);
        probabilities = List.copyOf(probabilities);
    }

    /** The most likely class's probability. */
    public double score() {
        return probabilities.get(index);
    }
}
