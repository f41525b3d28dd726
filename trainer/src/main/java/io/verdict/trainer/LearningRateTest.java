package io.verdict.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a learning rate range test found (Smith, 2017, Cyclical Learning Rates for Training Neural Networks): the loss
 * while the rate grows from step to step.
 *
 * @param points one a step, in order
 */
public record LearningRateTest(List<Point> points) {
    /** The first steps, whose smoothed losses rest on too few losses. */
    private static final int SKIPPED_FIRST = 10;

    /** The last ones, where the loss has begun to explode. */
    private static final int SKIPPED_LAST = 1;

    /**
     * One step.
     *
     * @param learningRate its rate
     * @param loss the loss before it, smoothed over the steps so far
     */
    public record Point(double learningRate, double loss) {}

    public LearningRateTest {
        points = List.copyOf(points);
    }

    /**
     * The rate at which the smoothed loss falls most steeply, as Lightning suggests it; empty if there are too few
     * steps, or the loss never falls.
     */
    public OptionalDouble suggestion() {
        List<Point> middle = new ArrayList<>();
        for (int i = SKIPPED_FIRST; i < points.size() - SKIPPED_LAST; i++) {
            if (Double.isFinite(points.get(i).loss())) {
                middle.add(points.get(i));
            }
        }
        if (middle.size() < 2) {
            return OptionalDouble.empty();
        }
        int steepest = 0;
        for (int i = 1; i < middle.size(); i++) {
            if (slope(middle, i) < slope(middle, steepest)) {
                steepest = i;
            }
        }
        return slope(middle, steepest) < 0
                ? OptionalDouble.of(middle.get(steepest).learningRate())
                : OptionalDouble.empty();
    }

    /** Central differences, one-sided at the ends, as NumPy's {@code gradient}. */
    private static double slope(List<Point> points, int i) {
        int before = Math.max(0, i - 1);
        int after = Math.min(points.size() - 1, i + 1);
        return (points.get(after).loss() - points.get(before).loss()) / (after - before);
    }
}
