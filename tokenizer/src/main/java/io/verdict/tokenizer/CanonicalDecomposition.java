package io.verdict.tokenizer;

import java.util.Arrays;

/**
 * Unicode normalization form D with alignments: <a href="https://www.unicode.org/reports/tr15/">UAX #15</a>.
 *
 * <p>Marks between two starters are put in the order of their combining classes. As in HuggingFace's library the
 * places in the original text do not move with them: in their final order, the first character of each decomposition
 * takes the next place, and the others share the place before them.
 */
final class CanonicalDecomposition {
    private final NormalizedText source;
    private final NormalizedText result;
    /** Characters since the last starter, sorted by combining class. */
    private int[] pending = new int[8];
    /** Whether {@code pending[i]} is the first of its decomposition, and so takes a place of its own. */
    private boolean[] first = new boolean[8];

    private int pendingLength;
    private int place = -1;

    private CanonicalDecomposition(NormalizedText source) {
        this.source = source;
        result = new NormalizedText(source.length());
    }

    static NormalizedText of(NormalizedText text) {
        CanonicalDecomposition decomposition = new CanonicalDecomposition(text);
        for (int i = 0; i < text.length(); i++) {
            int[] parts = UnicodeTable.INSTANCE.decomposition(text.codePoint(i));
            for (int k = 0; k < parts.length; k++) {
                decomposition.push(parts[k], k == 0);
            }
        }
        decomposition.flush();
        return decomposition.result;
    }

    private void push(int codePoint, boolean isFirst) {
        int combiningClass = UnicodeTable.INSTANCE.combiningClass(codePoint);
        if (combiningClass == 0) {
            flush();
        }
        if (pendingLength == pending.length) {
            pending = Arrays.copyOf(pending, 2 * pendingLength);
            first = Arrays.copyOf(first, 2 * pendingLength);
        }
        int at = pendingLength++;
        while (at > 0 && UnicodeTable.INSTANCE.combiningClass(pending[at - 1]) > combiningClass) {
            pending[at] = pending[at - 1];
            first[at] = first[at - 1];
            at--;
        }
        pending[at] = codePoint;
        first[at] = isFirst;
    }

    private void flush() {
        for (int i = 0; i < pendingLength; i++) {
            if (first[i]) {
                place++;
            }
            result.add(pending[i], source, place);
        }
        pendingLength = 0;
    }
}
