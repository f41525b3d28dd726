package io.verdict.transformer.session;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How long a session's ops took, by name. Not safe for several threads. */
final class OpProfile {
    /** The system property that switches it on: {@code true}; the table is logged when a session closes. */
    static final String PROPERTY = "verdict.profile";

    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<String, Times> times = new HashMap<>();
    private int runs;

    /** Counts a run of the whole graph. */
    void ran() {
        runs++;
    }

    /** Adds one execution of an op. */
    void add(String op, long nanos) {
        times.computeIfAbsent(op, name -> new Times()).add(nanos);
    }

    /** A line an op, the slowest first: how often it ran, the milliseconds a run, and their share. */
    String table() {
        double total = times.values().stream().mapToLong(each -> each.nanos).sum();
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, "%-36s %8s %10s %7s%n", "op", "times", "ms a run", "share"));
        times.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().nanos))
                .forEach(entry -> table.append(String.format(
                        Locale.ROOT,
                        "%-36s %8.1f %10.3f %6.1f%%%n",
                        entry.getKey(),
                        (double) entry.getValue().count / runs,
                        entry.getValue().nanos / NANOS_PER_MILLI / runs,
                        100 * entry.getValue().nanos / total)));
        return table.append(String.format(Locale.ROOT, "%d runs, %.3f ms each%n", runs, total / NANOS_PER_MILLI / runs))
                .toString();
    }

    private static final class Times {
        private long nanos;
        private long count;

        void add(long more) {
            nanos += more;
            count++;
        }
    }
}
