package io.verdict.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of requests, and after how long. */
final class Latencies {
    /** How a request ends that was answered as it should be. */
    static final String ANSWERED = "200";

    private static final double[] NONE = {};

    private final double seconds;
    private final TreeMap<String, double[]> byEnd = new TreeMap<>();

    /**
     * @param seconds how long requests were sent
     * @param byEnd milliseconds by how they ended: a status such as {@code 429}, or the name of an exception
     */
    Latencies(double seconds, Map<String, double[]> byEnd) {
        this.seconds = seconds;
        byEnd.forEach((end, milliseconds) -> {
            double[] sorted = milliseconds.clone();
            Arrays.sort(sorted);
            this.byEnd.put(end, sorted);
        });
    }

    /** The ends that requests had. */
    Set<String> ends() {
        return byEnd.keySet();
    }

    int count(String end) {
        return of(end).length;
    }

    /** Of those that were answered. */
    double requestsPerSecond() {
        return count(ANSWERED) / seconds;
    }

    /** The time within which that share of the requests with an end had it; NaN without any. */
    double quantile(String end, double share) {
        double[] milliseconds = of(end);
        int count = milliseconds.length;
        return count == 0 ? Double.NaN : milliseconds[(int) Math.min(count - 1, Math.floor(share * count))];
    }

    /** The time within which that share of the answers came; NaN without any. */
    double quantile(double share) {
        return quantile(ANSWERED, share);
    }

    /** {@code none}, or what else happened how often. */
    String failures() {
        String others = byEnd.entrySet().stream()
                .filter(other -> !other.getKey().equals(ANSWERED))
                .map(other -> other.getValue().length + " x " + other.getKey())
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "none" : others;
    }

    private double[] of(String end) {
        return byEnd.getOrDefault(end, NONE);
    }
}
