package io.verdict.trainer;

import java.util.List;
import java.util.Optional;

/**
 * Which of a run's results is the best, and whether they still get better; pure functions of the history.
 *
 * @param monitor the value that is looked at; results without it do not count
 * @param mode which way is better
 * @param minDelta by how much a value must be better for patience to begin anew
 */
record Progression(Monitor monitor, Monitor.Mode mode, double minDelta) {
    static Progression of(Validation validation) {
        return new Progression(
                validation.monitor(),
                validation.mode().orElse(validation.monitor().mode()),
                validation.earlyStoppingMinDelta());
    }

    /** The first result that no other is better than. */
    Optional<EpochResult> best(List<EpochResult> history) {
        return counted(history).stream().reduce((best, next) -> better(next, best, 0) ? next : best);
    }

    /** How many results in a row, at the end, were not better by {@code minDelta} than what was best before them. */
    int withoutImprovement(List<EpochResult> history) {
        List<EpochResult> results = counted(history);
        int best = 0;
        for (int i = 1; i < results.size(); i++) {
            if (better(results.get(i), results.get(best), minDelta)) {
                best = i;
            }
        }
        return Math.max(0, results.size() - 1 - best);
    }

    /** The monitor's values, in order. */
    List<Double> values(List<EpochResult> history) {
        return counted(history).stream().map(monitor::of).toList();
    }

    /** The monitor in words, with its better end: {@code lowest validation loss}. */
    String superlative() {
        return (mode == Monitor.Mode.MIN ? "lowest " : "highest ") + monitor.text();
    }

    private List<EpochResult> counted(List<EpochResult> history) {
        return history.stream()
                .filter(result -> !Double.isNaN(monitor.of(result)))
                .toList();
    }

    private boolean better(EpochResult result, EpochResult than, double by) {
        return mode == Monitor.Mode.MIN
                ? monitor.of(result) < monitor.of(than) - by
                : monitor.of(result) > monitor.of(than) + by;
    }
}
