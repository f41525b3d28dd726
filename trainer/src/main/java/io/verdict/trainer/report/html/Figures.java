package io.verdict.trainer.report.html;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private Figures() {}

    /** {@code 1,234}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 98.3%}; what is not all is never 100%, what is not nothing never 0%. */
    static String percent(double share) {
        double percent = 100 * share;
        if (share > 0 && percent < 0.1) {
            return "under 0.1%";
        }
        return String.format(Locale.ROOT, "%.1f%%", share < 1 ? Math.min(percent, 99.9) : percent);
    }

    /** Three decimals, as scores are written. */
    static String score(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** {@code 1 text}, {@code 2 texts}. */
    static String counted(long value, String one, String several) {
        return count(value) + " " + (value == 1 ? one : several);
    }

    /** {@code 42 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole < 10 ? String.format(Locale.ROOT, "%.1f s", seconds) : whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** The text's first code points, and an ellipsis if there are more. */
    static String first(String text, int codePoints) {
        return text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints)) + "…";
    }
}
