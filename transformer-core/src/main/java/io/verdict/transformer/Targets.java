package io.verdict.transformer;

import java.util.List;

/** What the texts of a batch should be classified as. */
public sealed interface Targets {
    /** The number of texts. */
    int size();

    /** One class a text, for {@link Loss.CrossEntropy}. */
    record Classes(List<Integer> classes) implements Targets {
        public Classes {
            classes = List.copyOf(classes);
        }

        @Override
        public int size() {
            return classes.size();
        }
    }

    /** A probability for every label of every text, {@code [texts][labels]}, for {@link Loss.BinaryCrossEntropy}. */
    record Multilabel(List<List<Double>> probabilities) implements Targets {
        public Multilabel {
            probabilities = probabilities.stream().map(List::copyOf).toList();
        }

        @Override
        public int size() {
            return probabilities.size();
        }
    }
}
