package io.verdict.tokenizer;

import java.util.Arrays;

/**
 * Turns UTF-16 indices into a text, as {@link Encoding#start} and {@link Encoding#end} give them, into code point
 * indices, as HuggingFace's Python library gives them.
 */
public final class CodePointIndex {
    /** UTF-16 index behind each surrogate pair, ascending: each makes later indices one smaller. */
    private final int[] pairEnds;

    private CodePointIndex(int[] pairEnds) {
        this.pairEnds = pairEnds;
    }

    /** The index of a text, which may hold unpaired surrogates: each is a code point. */
    public static CodePointIndex of(String text) {
        int[] ends = new int[8];
        int pairs = 0;
        for (int i = 1; i < text.length(); i++) {
            if (Character.isLowSurrogate(text.charAt(i)) && Character.isHighSurrogate(text.charAt(i - 1))) {
                if (pairs == ends.length) {
                    ends = Arrays.copyOf(ends, 2 * pairs);
                }
                ends[pairs++] = i + 1;
                i++; // the low surrogate cannot open a pair
            }
        }
        return new CodePointIndex(Arrays.copyOf(ends, pairs));
    }

    /** The number of code points before a UTF-16 index, which must not lie inside a surrogate pair. */
    public int codePoints(int utf16Index) {
        int found = Arrays.binarySearch(pairEnds, utf16Index);
        return utf16Index - (found >= 0 ? found + 1 : -found - 1);
    }
}
