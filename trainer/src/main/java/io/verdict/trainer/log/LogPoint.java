package io.verdict.trainer.log;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured at one point of a run.
 *
 * @param time seconds since 1970
 * @param step the run's updates so far
 * @param epoch epochs done, with the share of the one under way
 * @param values by name, in the order of {@link LogNames#all}; none is missing or infinite
 */
record LogPoint(double time, long step, double epoch, Map<String, Double> values) {
    /** Values that are not finite, since they were not computed, are left out. */
    LogPoint {
        Map<String, Double> finite = new LinkedHashMap<>(values);
        finite.values().removeIf(value -> !Double.isFinite(value));
        values = Collections.unmodifiableMap(finite);
    }
}
