package io.verdict.tokenizer;

import java.util.Arrays;

/**
 * A piece of text on its way through the stages of {@link StagedPipeline}: its code points as they are now, and for
 * each the range of the original text that it came from.
 *
 * <p>Not safe for use by several threads while it is being filled.
 */
final class NormalizedText {
    private int[] codePoints;
    private int[] starts;
    private int[] ends;
    private int length;

    NormalizedText(int capacity) {
        codePoints = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    /** The text as it stands, unpaired surrogates as U+FFFD. */
    static NormalizedText of(String text) {
        NormalizedText all = new NormalizedText(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean unpaired = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            all.add(unpaired ? 0xFFFD : c, i, next);
            i = next;
        }
        return all;
    }

    void add(int codePoint, int start, int end) {
        if (length == codePoints.length) {
            int capacity = Math.max(16, length + length / 2);
            codePoints = Arrays.copyOf(codePoints, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        codePoints[length] = codePoint;
        starts[length] = start;
        ends[length] = end;
        length++;
    }

    /** Adds a code point that came from the same place as number {@code i} of another text. */
    void add(int codePoint, NormalizedText source, int i) {
        add(codePoint, source.start(i), source.end(i));
    }

    int length() {
        return length;
    }

    int codePoint(int i) {
        return codePoints[i];
    }

    /** Where code point {@code i} begins in the original text, in UTF-16. */
    int start(int i) {
        return starts[i];
    }

    /** Where code point {@code i} ends in the original text, in UTF-16. */
    int end(int i) {
        return ends[i];
    }

    NormalizedText slice(int from, int to) {
        NormalizedText slice = new NormalizedText(to - from);
        for (int i = from; i < to; i++) {
            slice.add(codePoints[i], this, i);
        }
        return slice;
    }

    String substring(int from, int to) {
        return new String(codePoints, from, to - from);
    }

    @Override
    public String toString() {
        return substring(0, length);
    }
}
