package io.verdict.trainer;

import java.util.List;
import java.util.Optional;

/**
 * Where a run stands after a whole epoch; with the parameters and the optimizer's means it is all that going on takes,
 * since the order of texts and dropout follow from the seed, the epoch and the step.
 *
 * @param epochs the epochs done
 * @param updates the updates done
 * @param steps the batches done
 * @param best the best epoch so far, counted from 1; empty without validation data
 * @param history one entry an epoch
 */
record TrainingState(int epochs, int updates, long steps, Optional<Integer> best, List<EpochResult> history) {
    static final TrainingState START = new TrainingState(0, 0, 0, Optional.empty(), List.of());

    TrainingState {
        history = List.copyOf(history);
    }

    /** How many epochs passed since the best one. */
    int epochsWithoutImprovement() {
        return best.map(epoch -> epochs - epoch).orElse(0);
    }

    /** The validation loss of the best epoch; infinite if there is none. */
    double bestLoss() {
        return best.map(epoch -> history.get(epoch - 1).validLoss()).orElse(Double.POSITIVE_INFINITY);
    }
}
