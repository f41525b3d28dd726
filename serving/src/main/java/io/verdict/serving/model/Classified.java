package io.verdict.serving.model;

import io.verdict.transformer.text.Prediction;
import java.util.List;

/**
 * What became of a request's texts.
 *
 * @param model that classified them
 * @param predictions one a text, in their order
 * @param tokens of all texts, special ones included
 * @param unknown how many of these are the unknown token
 * @param truncated how many texts were cut
 */
public record Classified(ServedModel model, List<Prediction> predictions, int tokens, int unknown, int truncated) {
    public Classified {
        predictions = List.copyOf(predictions);
    }
}
