package io.verdict.trainer.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
final class Nearest {
    private Nearest() {}

    /** The candidate with the fewest edits to {@code word}, case aside, if that is at most half of the word. */
    static Optional<String> to(String word, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= word.length() / 2);
    }

    /** For the end of a message: {@code  Did you mean "text"?} with a space before it, or nothing. */
    static String hint(String word, Collection<String> candidates) {
        return to(word, candidates)
                .map(candidate -> " Did you mean \"" + candidate + "\"?")
                .orElse("");
    }

    /** Levenshtein distance: insertions, deletions and replacements of one character. */
    static int distance(String one, String other) {
        int[] a = one.toLowerCase(Locale.ROOT).codePoints().toArray();
        int[] b = other.toLowerCase(Locale.ROOT).codePoints().toArray();
        int[] row = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length];
    }
}
