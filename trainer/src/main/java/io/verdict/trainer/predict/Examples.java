package io.verdict.trainer.predict;

import io.verdict.trainer.data.Example;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.TextClassifier;
import java.util.List;

/** Classifies what was read from a data source. */
public final class Examples {
    private Examples() {}

    /** Classifies texts or pairs of texts, in their order; their targets are not read. */
    public static List<Prediction> predict(TextClassifier model, List<Example> examples) {
        List<String> texts = examples.stream().map(Example::text).toList();
        List<String> pairs =
                examples.stream().flatMap(example -> example.pair().stream()).toList();
        return pairs.isEmpty() ? model.predict(texts) : model.predict(texts, pairs);
    }
}
