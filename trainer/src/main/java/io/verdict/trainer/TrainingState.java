package io.verdict.trainer;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a run stands after an update; with the parameters and the optimizer's means it is all that going on takes: the
 * order of texts follows from seed and epoch, dropout from seed and step, and what is best and when to stop from the
 * history.
 *
 * @param epochs the whole epochs done
 * @param batches the batches done of the next one
 * @param updates the updates done
 * @param steps the batches done in all
 * @param sums what the epoch under way adds up to
 * @param seconds how long the run has taken, runs that it went on from included
 * @param history one entry a result, in order
 */
record TrainingState(
        int epochs, int batches, int updates, long steps, EpochSums sums, double seconds, List<EpochResult> history) {
    static final TrainingState START = new TrainingState(0, 0, 0, 0, EpochSums.NOTHING, 0, List.of());

    TrainingState {
        history = List.copyOf(history);
    }

    /** The number of the epoch under way, from 1. */
    int epoch() {
        return epochs + 1;
    }

    /** After one more update, of so many batches. */
    TrainingState updated(int moreBatches, EpochSums newSums, double newSeconds) {
        return new TrainingState(
                epochs, batches + moreBatches, updates + 1, steps + moreBatches, newSums, newSeconds, history);
    }

    /** With one more result; a new epoch begins if it ends one. */
    TrainingState reported(EpochResult result, double newSeconds) {
        List<EpochResult> longer = new ArrayList<>(history);
        longer.add(result);
        return result.endsEpoch()
                ? new TrainingState(epoch(), 0, updates, steps, EpochSums.NOTHING, newSeconds, longer)
                : new TrainingState(epochs, batches, updates, steps, sums, newSeconds, longer);
    }

    /** Whether there were updates since the last result. */
    boolean hasNews() {
        return updates
                > (history.isEmpty() ? 0 : history.get(history.size() - 1).updates());
    }

    /** The time between the last result and now. */
    double secondsSinceResult(double now) {
        return now - history.stream().mapToDouble(EpochResult::seconds).sum();
    }
}
