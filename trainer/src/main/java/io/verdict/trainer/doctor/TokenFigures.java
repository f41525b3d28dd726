package io.verdict.trainer.doctor;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Texts of a part as tokens, special tokens included.
 *
 * @param lengths how many texts have each number of tokens; at least one text
 * @param maxLength the tokens that the model reads of a text
 * @param unknown how many of all tokens the model does not know
 */
public record TokenFigures(SortedMap<Integer, Long> lengths, int maxLength, long unknown) {
    public TokenFigures {
        lengths = Collections.unmodifiableSortedMap(new TreeMap<>(lengths));
        if (lengths.isEmpty()) {
            throw new IllegalArgumentException("Figures of no texts");
        }
    }

    /** How many texts were turned into tokens. */
    public long texts() {
        return lengths.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The tokens of all these texts, nothing cut. */
    public long tokens() {
        return lengths.entrySet().stream()
                .mapToLong(each -> each.getKey() * each.getValue())
                .sum();
    }

    /** How many texts are longer than the model reads. */
    public long cut() {
        return lengths.tailMap(maxLength + 1).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The length that this share of the texts does not exceed: the median for 0.5, the shortest for 0, the longest for 1. */
    public int quantile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * texts()));
        long seen = 0;
        for (Map.Entry<Integer, Long> each : lengths.entrySet()) {
            seen += each.getValue();
            if (seen >= wanted) {
                return each.getKey();
            }
        }
        return lengths.lastKey();
    }
}
