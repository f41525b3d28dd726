package io.verdict.tokenizer;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tokens of one sequence before special tokens are added: growing primitive arrays, a row a token. */
final class TokenBuffer {
    private final boolean idsOnly;
    private int[] ids;
    private int[] starts;
    private int[] ends;
    private int[] wordIds;
    private int size;
    /** Tokens whose text is not the vocabulary's: added tokens that took blanks or matched normalized text. */
    private final Map<Integer, String> literalTokens = new TreeMap<>();

    private TokenBuffer(int capacity, boolean idsOnly) {
        this.idsOnly = idsOnly;
        ids = new int[capacity];
        int places = idsOnly ? 0 : capacity;
        starts = new int[places];
        ends = new int[places];
        wordIds = new int[places];
    }

    /** A buffer for a text of so many chars. */
    static TokenBuffer forText(int length) {
        return new TokenBuffer(length / 4 + 8, false);
    }

    /** A buffer that drops everything but the ids. */
    static TokenBuffer idsOnly(int length) {
        return new TokenBuffer(length / 4 + 8, true);
    }

    void add(int id, int start, int end, int wordId) {
        if (size == ids.length) {
            grow();
        }
        ids[size] = id;
        if (!idsOnly) {
            starts[size] = start;
            ends[size] = end;
            wordIds[size] = wordId;
        }
        size++;
    }

    private void grow() {
        int capacity = 2 * size + 16;
        ids = Arrays.copyOf(ids, capacity);
        if (!idsOnly) {
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            wordIds = Arrays.copyOf(wordIds, capacity);
        }
    }

    /** Says that the token added last reads differently from its vocabulary entry. */
    void literalToken(String text) {
        literalTokens.put(size - 1, text);
    }

    void truncate(int newSize) {
        size = newSize;
    }

    void clear() {
        size = 0;
        literalTokens.clear();
    }

    int size() {
        return size;
    }

    int id(int i) {
        return ids[i];
    }

    @Nullable
    String literalToken(int i) {
        return literalTokens.get(i);
    }

    void copyIds(int from, int to, int[] target, int at) {
        System.arraycopy(ids, from, target, at, to - from);
    }

    void copyStarts(int from, int to, int[] target, int at) {
        System.arraycopy(starts, from, target, at, to - from);
    }

    void copyEnds(int from, int to, int[] target, int at) {
        System.arraycopy(ends, from, target, at, to - from);
    }

    void copyWordIds(int from, int to, int[] target, int at) {
        System.arraycopy(wordIds, from, target, at, to - from);
    }

    boolean hasLiteralTokens() {
        return !literalTokens.isEmpty();
    }
}
