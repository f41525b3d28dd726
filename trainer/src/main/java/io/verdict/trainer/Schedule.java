package io.verdict.trainer;

import io.verdict.trainer.data.Nearest;
import io.verdict.transformer.VerdictException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the learning rate moves over a run: pure functions of the update's number, equal to transformers'
 * {@code get_*_schedule} and to PyTorch's {@code OneCycleLR}.
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
    },
    /** Falls to 0 along half a cosine, jumps back to the peak halfway, and falls again. */
    COSINE_WITH_RESTARTS("cosine_with_restarts") {
        @Override
        double afterWarmup(double progress) {
            return progress >= 1 ? 0 : Math.max(0, 0.5 * (1 + Math.cos(Math.PI * (progress * CYCLES % 1))));
        }
    },
    /** Falls to 0 along a parabola: steep at first, then flat. */
    POLYNOMIAL("polynomial") {
        @Override
        double afterWarmup(double progress) {
            return Math.pow(Math.max(0, 1 - progress), POWER);
        }
    },
    /**
     * Rises along half a cosine from 1/25 of the peak during the warm-up, then falls along another to 1/250,000
     * (Smith and Topin, "Super-Convergence", 2018). The rate alone moves; PyTorch moves the momentum too unless told
     * not to.
     */
    ONE_CYCLE("one_cycle") {
        @Override
        public double factor(int update, int warmupUpdates, int totalUpdates) {
            // The last update of the warm-up has the peak rate; without a warm-up the peak lies before the first.
            int peak = warmupUpdates - 1;
            if (update < peak) {
                return along(FIRST, 1, (double) update / peak);
            }
            return afterWarmup((double) (update - peak) / Math.max(1, totalUpdates - warmupUpdates));
        }

        @Override
        double afterWarmup(double progress) {
            return along(1, FIRST / 1e4, Math.min(1, progress));
        }

        private double along(double from, double to, double progress) {
            return to + (from - to) / 2 * (1 + Math.cos(Math.PI * progress));
        }
    };

    /** The falls of {@link #COSINE_WITH_RESTARTS}. */
    private static final int CYCLES = 2;

    /** The degree of {@link #POLYNOMIAL}. */
    private static final int POWER = 2;

    /** The first factor of {@link #ONE_CYCLE}: PyTorch's {@code div_factor} of 25. */
    private static final double FIRST = 1.0 / 25;

    private final String id;

    Schedule(String id) {
        this.id = id;
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    /**
     * The factor on the peak rate. Before {@code warmupUpdates} it rises, but for {@link #ONE_CYCLE} in a straight line
     * from 0.
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
     * @throws VerdictException if there is none; the message lists them, and the nearest
     */
    public static Schedule fromId(String id) {
        for (Schedule schedule : values()) {
            if (schedule.id.equals(id.toLowerCase(Locale.ROOT))) {
                return schedule;
            }
        }
        List<String> ids = Arrays.stream(values()).map(Schedule::id).toList();
        throw new VerdictException("Unknown learning rate schedule \"" + id + "\"; supported: " + String.join(", ", ids)
                + "." + Nearest.hint(id, ids));
    }
}
