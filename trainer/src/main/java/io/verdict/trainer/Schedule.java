package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the learning rate moves over a run: pure functions of the update's number, equal to transformers'
 * {@code get_*_schedule}.
 */
public enum Schedule {
    CONSTANT("constant") {
        @Override
        double afterWarmup(double progress) {
            return 1;
        }
    },
    /** Falls in a straight line to 0 at the end. */
    LINEAR("linear") {
        @Override
        double afterWarmup(double progress) {
            return Math.max(0, 1 - progress);
        }
    },
    /** Falls to 0 along half a cosine. */
    COSINE("cosine") {
        @Override
        double afterWarmup(double progress) {
            return Math.max(0, 0.5 * (1 + Math.cos(Math.PI * progress)));
        }
    };

    private final String id;

    Schedule(String id) {
        this.id = id;
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    /**
     * The factor on the peak rate. Before {@code warmupUpdates} it rises in a straight line from 0.
     *
     * @param update the update's number, from 0
     * @param warmupUpdates at least 0
     * @param totalUpdates the whole run's updates
     */
    public double factor(int update, int warmupUpdates, int totalUpdates) {
        if (update < warmupUpdates) {
            return (double) update / warmupUpdates;
        }
        return afterWarmup((double) (update - warmupUpdates) / Math.max(1, totalUpdates - warmupUpdates));
    }

    /** The factor at {@code progress}, the share of the updates after the warm-up. */
    abstract double afterWarmup(double progress);

    /**
     * The schedule of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them
     */
    public static Schedule fromId(String id) {
        for (Schedule schedule : values()) {
            if (schedule.id.equals(id.toLowerCase(Locale.ROOT))) {
                return schedule;
            }
        }
        throw new VerdictException("Unknown learning rate schedule \"" + id + "\"; supported: "
                + Arrays.stream(values()).map(Schedule::id).collect(Collectors.joining(", ")));
    }
}
