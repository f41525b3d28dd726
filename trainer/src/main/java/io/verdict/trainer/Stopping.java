package io.verdict.trainer;

import java.time.Duration;
import java.util.Optional;

/** When a run ends. */
final class Stopping {
    private final Limits limits;
    private final Validation validation;
    private final Progression progression;
    private final int epochs;

    Stopping(TrainerOptions options, RunPlan plan) {
        this.limits = options.limits();
        this.validation = options.validation();
        this.progression = Progression.of(validation);
        this.epochs = Math.min(plan.epochs(), limits.stopAfterEpochs().orElse(Integer.MAX_VALUE));
    }

    /** Whether the run is over, wherever it is in an epoch. */
    boolean isReached(TrainingState state) {
        return state.epochs() >= epochs || reason(state).isPresent();
    }

    /** Why the run ends before its last epoch does, if it does. */
    Optional<String> reason(TrainingState state) {
        if (limits.maxSteps().isPresent()
                && state.updates() >= limits.maxSteps().getAsInt()) {
            return Optional.of("Stopped after update " + state.updates() + ": max_steps");
        }
        Optional<Duration> maxTime = limits.maxTime();
        if (maxTime.isPresent() && state.seconds() >= maxTime.get().toMillis() * 1e-3) {
            return Optional.of("Stopped after update " + state.updates() + ": max_time of "
                    + maxTime.get().toMillis() * 1e-3 + " seconds is over");
        }
        int without = progression.withoutImprovement(state.history());
        if (without >= validation.earlyStoppingPatience().orElse(Integer.MAX_VALUE)) {
            EpochResult last = state.history().get(state.history().size() - 1);
            return Optional.of("Stopped after " + last.point() + ": no better "
                    + validation.monitor().text() + " than "
                    + progression
                            .best(state.history())
                            .map(validation.monitor()::of)
                            .orElse(Double.NaN) + " for "
                    + without + " " + (last.endsEpoch() ? "epochs" : "results"));
        }
        return Optional.empty();
    }
}
