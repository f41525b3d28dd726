package io.verdict.trainer.acceptance;

import java.util.List;

/** A row of the data that Flash's tests read. */
record Sentence(String sentence, List<String> labels) {
    /** Three of them: with one label each, or with two, one and one. */
    static List<Sentence> three(boolean several) {
        return List.of(
                new Sentence("this is a sentence one", several ? List.of("positive", "long") : List.of("positive")),
                new Sentence("this is a sentence two", List.of(several ? "long" : "neutral")),
                new Sentence("this is a sentence three", List.of("negative")));
    }

    /** What stands for the labels: the one, or the list. */
    Object target(boolean several) {
        return several ? labels : labels.get(0);
    }
}
