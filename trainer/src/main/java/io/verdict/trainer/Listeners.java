package io.verdict.trainer;

import java.util.List;
import java.util.function.Consumer;

/**
 * Several listeners that hear the same, in their order.
 *
 * @param all whom it tells
 */
public record Listeners(List<TrainingListener> all) implements TrainingListener {
    public Listeners {
        all = List.copyOf(all);
    }

    /** Those that hear the same. */
    public static TrainingListener of(TrainingListener... all) {
        return new Listeners(List.of(all));
    }

    private void tell(Consumer<TrainingListener> event) {
        all.forEach(event);
    }

    @Override
    public void started(Phase phase, String label, long total) {
        tell(listener -> listener.started(phase, label, total));
    }

    @Override
    public void advanced(Phase phase, long done, double loss, double tokensPerSecond) {
        tell(listener -> listener.advanced(phase, done, loss, tokensPerSecond));
    }

    @Override
    public void finished(Phase phase) {
        tell(listener -> listener.finished(phase));
    }

    @Override
    public void step(StepResult result) {
        tell(listener -> listener.step(result));
    }

    @Override
    public void validated(EpochResult result, Evaluation evaluation) {
        tell(listener -> listener.validated(result, evaluation));
    }

    @Override
    public void epoch(EpochResult result) {
        tell(listener -> listener.epoch(result));
    }

    @Override
    public void message(String text) {
        tell(listener -> listener.message(text));
    }
}
