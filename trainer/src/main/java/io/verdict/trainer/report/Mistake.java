package io.verdict.trainer.report;

import java.util.List;
import java.util.Optional;

/**
 * A text that a model got wrong.
 *
 * @param line where it stands in its source
 * @param truth the names of its labels
 * @param predicted the names of those it was given
 * @param confidence the probability that the model gave to what is wrong
 */
public record Mistake(
        long line, String text, Optional<String> pair, List<String> truth, List<String> predicted, double confidence) {
    public Mistake {
        truth = List.copyOf(truth);
        predicted = List.copyOf(predicted);
    }
}
