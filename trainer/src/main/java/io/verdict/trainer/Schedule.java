package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Nearest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the learning rate moves over a run: pure functions of the update's number, equal to transformers'
 * {@code get_*_schedule} and to PyTorch's {@code OneCycleLR}.
 */
public enum Schedule {
    /** Stays at the peak; there is no warm-up. */
    CONSTANT("constant") {
        @Override
        double factor(int update, int warmupUpdates, int totalUpdates, Map<String, Double> arguments) {
            return 1;
        }

        @Override
        double afterWarmup(double progress, Map<String, Double> arguments) {
            return 1;
        }
    },
    /** Stays at the peak after the warm-up. */
    CONSTANT_WITH_WARMUP("constant_with_warmup") {
        @Override
        double afterWarmup(double progress, Map<String, Double> arguments) {
            return 1;
        }
    },
    /** Falls in a straight line to 0 at the end. */
    LINEAR("linear") {
        @Override
        double afterWarmup(double progress, Map<String, Double> arguments) {
            return Math.max(0, 1 - progress);
        }
    },
    /** Falls to 0 along half a cosine. */
    COSINE("cosine") {
        @Override
        double afterWarmup(double progress, Map<String, Double> arguments) {
            return Math.max(0, 0.5 * (1 + Math.cos(Math.PI * progress)));
        }
    },
    /** Falls to 0 along half a cosine, jumps back to the peak, and falls again: as often as asked, or twice. */
    COSINE_WITH_RESTARTS("cosine_with_restarts", "num_cycles", 2) {
        @Override
        double afterWarmup(double progress, Map<String, Double> arguments) {
            return progress >= 1
                    ? 0
                    : Math.max(0, 0.5 * (1 + Math.cos(Math.PI * (progress * argument(arguments, "num_cycles") % 1))));
        }
    },
    /** Falls to 0 along a polynomial, by default a parabola: steep at first, then flat. */
    POLYNOMIAL("polynomial", "power", 2) {
        @Override
        double afterWarmup(double progress, Map<String, Double> arguments) {
            return Math.pow(Math.max(0, 1 - progress), argument(arguments, "power"));
        }
    },
    /**
     * Rises along half a cosine from 1/25 of the peak during the warm-up, then falls along another to 1/250,000
     * (Smith and Topin, "Super-Convergence", 2018). The rate alone moves; PyTorch moves the momentum too unless told
     * not to.
     */
    ONE_CYCLE("one_cycle", "div_factor", 25, "final_div_factor", 1e4) {
        @Override
        double factor(int update, int warmupUpdates, int totalUpdates, Map<String, Double> arguments) {
            // The last update of the warm-up has the peak rate; without a warm-up the peak lies before the first.
            int peak = warmupUpdates - 1;
            if (update < peak) {
                return along(1 / argument(arguments, "div_factor"), 1, (double) update / peak);
            }
            return afterWarmup((double) (update - peak) / Math.max(1, totalUpdates - warmupUpdates), arguments);
        }

        @Override
        double afterWarmup(double progress, Map<String, Double> arguments) {
            double last = 1 / argument(arguments, "div_factor") / argument(arguments, "final_div_factor");
            return along(1, last, Math.min(1, progress));
        }

        private double along(double from, double to, double progress) {
            return to + (from - to) / 2 * (1 + Math.cos(Math.PI * progress));
        }
    },
    /** Stays at the peak until the monitor gets no better, then falls in steps; see {@link Plateau}. */
    REDUCE_ON_PLATEAU("reduce_on_plateau", "factor", 0.1, "patience", 10, "threshold", 1e-4) {
        @Override
        double afterWarmup(double progress, Map<String, Double> arguments) {
            return 1;
        }
    };

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // it is never changed, and keeps its order, as no immutable map does
    private final Map<String, Double> arguments;

    Schedule(String id, Object... arguments) {
        this.id = id;
        this.arguments = NamedArguments.defaults(arguments);
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    /** The arguments and their defaults. */
    public Map<String, Double> defaults() {
        return new LinkedHashMap<>(arguments);
    }

    /** The names that {@link #fromId} takes. */
    public static List<String> available() {
        return Arrays.stream(values()).map(Schedule::id).toList();
    }

    /**
     * The factor on the peak rate, with the default arguments and before any result. Before {@code warmupUpdates} it rises, but for {@link #ONE_CYCLE} in a straight line
     * from 0.
     *
     * @param update the update's number, from 0
     * @param warmupUpdates at least 0
     * @param totalUpdates the whole run's updates
     */
    public double factor(int update, int warmupUpdates, int totalUpdates) {
        return factor(update, warmupUpdates, totalUpdates, arguments);
    }

    double factor(int update, int warmupUpdates, int totalUpdates, Map<String, Double> arguments) {
        if (update < warmupUpdates) {
            return (double) update / warmupUpdates;
        }
        return afterWarmup((double) (update - warmupUpdates) / Math.max(1, totalUpdates - warmupUpdates), arguments);
    }

    private static double argument(Map<String, Double> arguments, String name) {
        return Objects.requireNonNull(arguments.get(name));
    }

    /** The factor at {@code progress}, the share of the updates after the warm-up. */
    abstract double afterWarmup(double progress, Map<String, Double> arguments);

    /**
     * The schedule of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them, and the nearest
     */
    public static Schedule fromId(String id) {
        for (Schedule schedule : values()) {
            if (schedule.id.equalsIgnoreCase(id)) {
                return schedule;
            }
        }
        throw new VerdictException("Unknown learning rate schedule \"" + id + "\"; supported: "
                + String.join(", ", available()) + "." + Nearest.hint(id, available()));
    }
}
