package io.verdict.trainer;

import java.util.List;

/** PyTorch's {@code ReduceLROnPlateau} with a relative threshold, as a pure function of the results so far. */
final class Plateau {
    private Plateau() {}

    /**
     * What the rate is multiplied with after these results.
     *
     * @param results the monitor's values, in order
     * @param mode which way is better
     * @param factor what each reduction multiplies the rate with
     * @param patience results that may be no better than the best one; one more, and the rate is reduced
     * @param threshold the share by which a result must be better to count
     */
    static double factor(List<Double> results, Monitor.Mode mode, double factor, int patience, double threshold) {
        double best = mode == Monitor.Mode.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        double rate = 1;
        int bad = 0;
        for (double result : results) {
            boolean better =
                    mode == Monitor.Mode.MIN ? result < best * (1 - threshold) : result > best * (1 + threshold);
            if (better) {
                best = result;
                bad = 0;
            } else {
                bad++;
            }
            if (bad > patience) {
                rate *= factor;
                bad = 0;
            }
        }
        return rate;
    }
}
