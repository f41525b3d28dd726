package io.verdict.trainer.doctor;

import java.util.Locale;

/** Figures in words. */
final class Counts {
    private Counts() {}

    /** {@code 12 of 3,000 texts (0.4%)}. */
    static String of(long count, long all, String what) {
        return String.format(Locale.ROOT, "%,d of %,d %s (%s)", count, all, what, percent(count, all));
    }

    /** {@code 1 row}, {@code 2,000 rows}. */
    static String plural(long count, String what) {
        return String.format(Locale.ROOT, count == 1 ? "%,d %s" : "%,d %ss", count, what);
    }

    /** {@code 0.4%}; what is there is never 0, what is missing never 100. */
    static String percent(long count, long all) {
        double percent = all == 0 ? 0 : 100.0 * count / all;
        if (count > 0 && percent < 0.1) {
            return "under 0.1%";
        }
        return String.format(Locale.ROOT, "%.1f%%", count < all ? Math.min(percent, 99.9) : percent);
    }
}
