package io.verdict.cli;

import java.util.Locale;

/** Texts for people: the same in every locale, and short enough for a line. */
final class Texts {
    private static final String CUT = "...";

    private Texts() {}

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** A text on one line, runs of blanks as one, cut to so many code points. */
    static String oneLine(String text, int most) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most - CUT.length()))
                        .stripTrailing()
                + CUT;
    }
}
