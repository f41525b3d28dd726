package io.verdict.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of requests.
 *
 * @param seconds how long they were sent
 * @param milliseconds of those that were answered with 200, ascending
 * @param others how many had which other end: a status such as {@code 429}, or the name of an exception
 */
@SuppressWarnings("ArrayRecordComponent") // nobody else has the array
record Latencies(double seconds, double[] milliseconds, Map<String, Integer> others) {
    Latencies {
        milliseconds = milliseconds.clone();
        Arrays.sort(milliseconds);
        others = new TreeMap<>(others);
    }

    double requestsPerSecond() {
        return milliseconds.length / seconds;
    }

    /** The time within which that share of the requests was answered; NaN without any. */
    double quantile(double share) {
        int count = milliseconds.length;
        return count == 0 ? Double.NaN : milliseconds[(int) Math.min(count - 1, Math.floor(share * count))];
    }

    /** {@code none}, or what happened how often. */
    String failures() {
        return others.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        others.entrySet().stream()
                                .map(other -> other.getValue() + " x " + other.getKey())
                                .toList());
    }
}
