package io.verdict.transformer.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
public final class Nearest {
    private Nearest() {}

    /** The candidate with the fewest edits to {@code word}, case aside, if that is at most half of the word. */
    public static Optional<String> to(String word, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= word.length() / 2);
    }

    /** For the end of a message: {@code  Did you mean "text"?} with a space before it, or nothing. */
    public static String hint(String word, Collection<String> candidates) {
        return to(word, candidates)
                .map(candidate -> " Did you mean \"" + candidate + "\"?")
                .orElse("");
    }

    /**
     * Insertions, deletions and replacements of one character, and swaps of two neighbours, case aside (optimal string
     * alignment; Damerau, "A technique for computer detection and correction of spelling errors", 1964).
     */
    public static int distance(String one, String other) {
        int[] a = one.toLowerCase(Locale.ROOT).codePoints().toArray();
        int[] b = other.toLowerCase(Locale.ROOT).codePoints().toArray();
        // [i][j]: between the first i characters of one and the first j of the other.
        int[][] edits = new int[a.length + 1][b.length + 1];
        for (int i = 0; i <= a.length; i++) {
            for (int j = 0; j <= b.length; j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[a.length][b.length];
    }
}
