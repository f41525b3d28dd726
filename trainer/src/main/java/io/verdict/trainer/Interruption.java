package io.verdict.trainer;

import java.util.concurrent.atomic.AtomicBoolean;

/** A request, from any thread, that a run stops at the next point from which it can go on. */
final class Interruption {
    private final AtomicBoolean requested = new AtomicBoolean();

    void request() {
        requested.set(true);
    }

    /**
     * Does nothing unless it was requested.
     *
     * @throws TrainingInterruptedException if it was
     */
    void check() {
        if (requested.get()) {
            throw new TrainingInterruptedException("Interrupted while nothing trained; the model is as it was");
        }
    }

    /** A listener that hears the same, and is where long phases stop: all but training, which stops after an update. */
    TrainingListener stopping(TrainingListener listener) {
        return new TrainingListener() {
            @Override
            public void started(Phase phase, String label, long total) {
                listener.started(phase, label, total);
            }

            @Override
            public void advanced(Phase phase, long done, double loss, double tokensPerSecond) {
                listener.advanced(phase, done, loss, tokensPerSecond);
                if (phase != Phase.TRAIN) {
                    check();
                }
            }

            @Override
            public void finished(Phase phase) {
                listener.finished(phase);
            }

            @Override
            public void step(StepResult result) {
                listener.step(result);
            }

            @Override
            public void validated(EpochResult result, Evaluation evaluation) {
                listener.validated(result, evaluation);
            }

            @Override
            public void epoch(EpochResult result) {
                listener.epoch(result);
            }

            @Override
            public void message(String text) {
                listener.message(text);
            }
        };
    }
}
