package io.verdict.trainer;

import io.verdict.trainer.report.StepPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the updates it hears of, for the curves of a report. A run that resumes begins anew: of updates before that only
 * the results are known.
 */
public final class StepRecorder implements TrainingListener {
    private final List<StepPoint> points = new ArrayList<>();

    /** The updates so far. */
    public List<StepPoint> points() {
        return List.copyOf(points);
    }

    @Override
    public void step(StepResult result) {
        points.add(new StepPoint(result.epochsDone(), result.learningRate(), result.loss()));
    }
}
