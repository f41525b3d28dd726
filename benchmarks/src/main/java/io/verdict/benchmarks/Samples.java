package io.verdict.benchmarks;

import java.util.List;

/**
 * Times of the same work.
 *
 * @param milliseconds at least one, in ascending order
 */
record Samples(List<Double> milliseconds) {
    Samples {
        if (milliseconds.isEmpty()) {
            throw new IllegalArgumentException("There are no samples");
        }
        milliseconds = milliseconds.stream().sorted().toList();
    }

    static Samples of(double... milliseconds) {
        return new Samples(java.util.Arrays.stream(milliseconds).boxed().toList());
    }

    /** The middle one, or the mean of the middle two. */
    double median() {
        int upper = milliseconds.size() / 2;
        int lower = (milliseconds.size() - 1) / 2;
        return (milliseconds.get(lower) + milliseconds.get(upper)) / 2;
    }

    double min() {
        return milliseconds.get(0);
    }

    double max() {
        return milliseconds.get(milliseconds.size() - 1);
    }
}
