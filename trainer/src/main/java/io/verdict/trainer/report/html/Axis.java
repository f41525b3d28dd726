package io.verdict.trainer.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis: from which value to which, and where its lines and numbers are.
 *
 * @param title what it measures, with the unit
 */
record Axis(String title, double from, double to, List<Double> ticks) {
    private static final int TICKS = 5;

    Axis {
        ticks = List.copyOf(ticks);
    }

    /** An axis over these values whose ends are round numbers. */
    static Axis over(String title, double smallest, double largest) {
        double low = smallest;
        double high = largest;
        if (!(high > low)) {
            double room = low == 0 ? 1 : Math.abs(low) * 0.1;
            low -= low == 0 ? 0 : room;
            high += room;
        }
        double step = step((high - low) / TICKS);
        double from = Math.floor(low / step + 1e-9) * step;
        double to = Math.ceil(high / step - 1e-9) * step;
        return new Axis(title, from, to, ticks(from, to, step));
    }

    /** The same with whole numbers only, as for epochs. */
    static Axis whole(String title, double smallest, double largest) {
        double step = Math.max(1, step((largest - smallest) / TICKS));
        double to = Math.max(largest, smallest + 1);
        return new Axis(title, smallest, to, ticks(Math.ceil(smallest / step) * step, to, step));
    }

    private static List<Double> ticks(double from, double to, double step) {
        List<Double> ticks = new ArrayList<>();
        int count = (int) Math.floor((to - from) / step + 1e-6);
        for (int i = 0; i <= count; i++) {
            ticks.add(from + i * step);
        }
        return ticks;
    }

    /** The next of 1, 2, 5, 10, ... in its decade. */
    private static double step(double rough) {
        double decade = Math.pow(10, Math.floor(Math.log10(Math.max(rough, 1e-300))));
        double factor = rough / decade;
        return decade * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }

    /** Where a value lies, 0 at the beginning and 1 at the end. */
    double place(double value) {
        return (value - from) / (to - from);
    }

    /** A number at the axis, with no more digits than its neighbours need. */
    String label(double tick) {
        double step = ticks.size() < 2 ? 1 : ticks.get(1) - ticks.get(0);
        if (Math.abs(tick) < step * 1e-6) {
            return "0";
        }
        double largest = Math.max(Math.abs(from), Math.abs(to));
        if (largest < 1e-3) {
            return String.format(Locale.ROOT, "%.1e", tick).replace("e-0", "e-").replace(".0e", "e");
        }
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        return String.format(Locale.ROOT, "%,." + decimals + "f", tick);
    }
}
