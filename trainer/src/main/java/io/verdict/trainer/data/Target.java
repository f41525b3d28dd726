package io.verdict.trainer.data;

import io.verdict.transformer.text.Prediction;
import java.util.List;
import java.util.stream.IntStream;

/** What a text is to be classified as. */
public sealed interface Target {
    /** What stands for the target of a text that is only there to be predicted. */
    Target NONE = new None();

    /** The labels that the text counts as having, ascending. */
    List<Integer> labels();

    /** Not known. */
    record None() implements Target {
        @Override
        public List<Integer> labels() {
            return List.of();
        }
    }

    /** One class. */
    record One(int label) implements Target {
        @Override
        public List<Integer> labels() {
            return List.of(label);
        }
    }

    /**
     * Any number of labels.
     *
     * @param labels each once, ascending
     */
    record Several(List<Integer> labels) implements Target {
        public Several {
            labels = labels.stream().distinct().sorted().toList();
        }
    }

    /** A probability for every label, in their order. */
    record Soft(List<Double> probabilities) implements Target {
        public Soft {
            probabilities = List.copyOf(probabilities);
        }

        @Override
        public List<Integer> labels() {
            return IntStream.range(0, probabilities.size())
                    .filter(label -> probabilities.get(label) >= Prediction.THRESHOLD)
                    .boxed()
                    .toList();
        }
    }
}
