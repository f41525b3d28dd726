package io.verdict.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Remembers texts and says whether a new one nearly repeats one of them, so that no split holds a variant of a mail in
 * another. Texts are compared by their sets of three-word shingles (Broder, "On the resemblance and containment of
 * documents", 1997), once over all words and once over the first {@value #HEAD_WORDS}, which is what a model with 128
 * tokens sees. Case, digits and punctuation, the usual differences between copies, are left out.
 */
final class NearDuplicates {
    private static final int HEAD_WORDS = 80;
    private static final int SHINGLE_WORDS = 3;
    /** Of the union; and of the smaller text. Chosen by reading the pairs just above and below. */
    private static final double RESEMBLANCE = 0.4;

    private static final double CONTAINMENT = 0.7;
    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{IsL}]+");

    private final Index whole = new Index();
    private final Index head = new Index();

    /** Adds the text unless it nearly repeats an earlier one. */
    boolean add(String text) {
        List<String> words = words(text);
        Set<String> all = shingles(words);
        Set<String> first = shingles(words.subList(0, Math.min(HEAD_WORDS, words.size())));
        if (whole.resembles(all) || head.resembles(first)) {
            return false;
        }
        whole.add(all);
        head.add(first);
        return true;
    }

    private static List<String> words(String text) {
        String[] words = NOT_LETTERS.split(text.toLowerCase(Locale.ROOT));
        return Arrays.stream(words).filter(word -> !word.isEmpty()).toList();
    }

    /** A text of less than three words is one shingle. */
    private static Set<String> shingles(List<String> words) {
        Set<String> shingles = new HashSet<>();
        for (int i = 0; i == 0 || i + SHINGLE_WORDS <= words.size(); i++) {
            shingles.add(String.join(" ", words.subList(i, Math.min(i + SHINGLE_WORDS, words.size()))));
        }
        return shingles;
    }

    private static final class Index {
        private final Map<String, List<Integer>> textsByShingle = new HashMap<>();
        private final List<Integer> sizes = new ArrayList<>();

        void add(Set<String> shingles) {
            for (String shingle : shingles) {
                textsByShingle.computeIfAbsent(shingle, s -> new ArrayList<>()).add(sizes.size());
            }
            sizes.add(shingles.size());
        }

        boolean resembles(Set<String> shingles) {
            Map<Integer, Integer> shared = new HashMap<>();
            for (String shingle : shingles) {
                for (int text : textsByShingle.getOrDefault(shingle, List.of())) {
                    shared.merge(text, 1, Integer::sum);
                }
            }
            return shared.entrySet().stream()
                    .anyMatch(entry -> near(shingles.size(), sizes.get(entry.getKey()), entry.getValue()));
        }

        private static boolean near(int one, int other, int shared) {
            return shared >= RESEMBLANCE * (one + other - shared) || shared >= CONTAINMENT * Math.min(one, other);
        }
    }
}
