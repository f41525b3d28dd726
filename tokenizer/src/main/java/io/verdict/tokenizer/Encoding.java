package io.verdict.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A text or a pair of texts as tokens, special tokens and padding included. Immutable; arrays are returned as copies.
 */
public final class Encoding {
    private static final byte SPECIAL = -1;
    private static final byte PADDING = -2;

    private final Vocabulary vocabulary;
    private final int[] ids;
    private final int[] typeIds;
    private final int[] starts;
    private final int[] ends;
    private final int[] wordIds;
    /** 0 or 1 for tokens of a sequence, else {@link #SPECIAL} or {@link #PADDING}. */
    private final byte[] sequences;
    /** Tokens that read differently from their vocabulary entry. */
    private final Map<Integer, String> literalTokens = new TreeMap<>();

    private final List<Encoding> overflowing;

    private Encoding(Vocabulary vocabulary, int length, List<Encoding> overflowing) {
        this.vocabulary = vocabulary;
        this.overflowing = List.copyOf(overflowing);
        ids = new int[length];
        typeIds = new int[length];
        starts = new int[length];
        ends = new int[length];
        wordIds = new int[length];
        sequences = new byte[length];
    }

    static Encoding of(Draft draft, Vocabulary vocabulary) {
        List<Encoding> overflowing = new ArrayList<>();
        for (Draft over : draft.overflowing()) {
            overflowing.add(of(over, vocabulary));
        }
        Encoding encoding = new Encoding(vocabulary, draft.length(), overflowing);
        int at = 0;
        for (Draft.Stretch stretch : draft.stretches()) {
            if (stretch instanceof Draft.Tokens tokens) {
                encoding.put(tokens, at);
            } else if (stretch instanceof Draft.Specials specials) {
                encoding.put(specials.tokens(), at);
            }
            at += stretch.length();
        }
        return encoding;
    }

    private void put(Draft.Tokens tokens, int at) {
        int from = tokens.window().from();
        int to = tokens.window().to();
        TokenBuffer buffer = tokens.buffer();
        buffer.copyIds(from, to, ids, at);
        buffer.copyStarts(from, to, starts, at);
        buffer.copyEnds(from, to, ends, at);
        buffer.copyWordIds(from, to, wordIds, at);
        Arrays.fill(typeIds, at, at + to - from, tokens.typeId());
        Arrays.fill(sequences, at, at + to - from, (byte) tokens.sequence());
        if (buffer.hasLiteralTokens()) {
            for (int i = from; i < to; i++) {
                String literal = buffer.literalToken(i);
                if (literal != null) {
                    literalTokens.put(at + i - from, literal);
                }
            }
        }
    }

    private void put(PostProcessor.SpecialTokens tokens, int at) {
        for (int i = 0; i < tokens.ids().size(); i++) {
            putExtra(at + i, tokens.ids().get(i), tokens.tokens().get(i), tokens.typeId(), SPECIAL);
        }
    }

    private void putExtra(int at, int id, String token, int typeId, byte kind) {
        ids[at] = id;
        typeIds[at] = typeId;
        wordIds[at] = -1;
        sequences[at] = kind;
        if (!token.equals(vocabulary.token(id))) {
            literalTokens.put(at, token);
        }
    }

    /** This encoding and what overflows from it, filled up to a length. */
    Encoding paddedTo(int length, Padding padding) {
        List<Encoding> padded = new ArrayList<>();
        for (Encoding over : overflowing) {
            padded.add(over.paddedTo(length, padding));
        }
        int missing = Math.max(0, length - ids.length);
        if (missing == 0 && padded.isEmpty()) {
            return this;
        }
        Encoding result = new Encoding(vocabulary, ids.length + missing, padded);
        boolean left = padding.direction() == Direction.LEFT;
        int at = left ? missing : 0;
        System.arraycopy(ids, 0, result.ids, at, ids.length);
        System.arraycopy(typeIds, 0, result.typeIds, at, ids.length);
        System.arraycopy(starts, 0, result.starts, at, ids.length);
        System.arraycopy(ends, 0, result.ends, at, ids.length);
        System.arraycopy(wordIds, 0, result.wordIds, at, ids.length);
        System.arraycopy(sequences, 0, result.sequences, at, ids.length);
        literalTokens.forEach((i, token) -> result.literalTokens.put(at + i, token));
        for (int i = 0; i < missing; i++) {
            result.putExtra(
                    left ? i : ids.length + i, padding.padId(), padding.padToken(), padding.padTypeId(), PADDING);
        }
        return result;
    }

    /** The number of tokens. */
    public int length() {
        return ids.length;
    }

    /** Token ids, {@code [length]}. */
    public int[] ids() {
        return ids.clone();
    }

    /** The id of one token. */
    public int id(int token) {
        return ids[token];
    }

    /** Segment numbers, {@code [length]}: 0 for the first text, 1 for the second, or what the template says. */
    public int[] typeIds() {
        return typeIds.clone();
    }

    /** 1 for tokens, 0 for padding, {@code [length]}. */
    public int[] attentionMask() {
        int[] mask = new int[sequences.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = sequences[i] == PADDING ? 0 : 1;
        }
        return mask;
    }

    /** 1 for tokens that the post-processor or padding added, 0 for tokens of the text, {@code [length]}. */
    public int[] specialTokensMask() {
        int[] mask = new int[sequences.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = sequences[i] < 0 ? 1 : 0;
        }
        return mask;
    }

    /** The tokens as text, {@code [length]}. */
    public List<String> tokens() {
        List<String> tokens = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            tokens.add(token(i));
        }
        return List.copyOf(tokens);
    }

    /** One token as text: its vocabulary entry, or for an added token what it matched. */
    public String token(int token) {
        String literal = literalTokens.get(token);
        if (literal != null) {
            return literal;
        }
        String entry = vocabulary.token(ids[token]);
        if (entry == null) {
            throw new IllegalStateException("no token has the id " + ids[token]);
        }
        return entry;
    }

    /**
     * Where a token begins in its original text, in UTF-16; 0 for special tokens and padding. For code points see
     * {@link CodePointIndex}.
     */
    public int start(int token) {
        return starts[token];
    }

    /** Where a token ends (exclusive) in its original text, in UTF-16; 0 for special tokens and padding. */
    public int end(int token) {
        return ends[token];
    }

    /** The number of the word that a token belongs to, counted from 0 in each text; -1 for special tokens and padding. */
    public int wordId(int token) {
        return wordIds[token];
    }

    /** The text that a token belongs to: 0 or, in a pair, 1; -1 for special tokens and padding. */
    public int sequenceId(int token) {
        return Math.max(-1, sequences[token]);
    }

    /** What truncation cut off, as further encodings; each may have its own when both texts of a pair were cut. */
    public List<Encoding> overflowing() {
        return overflowing;
    }

    @Override
    public String toString() {
        return "Encoding" + tokens();
    }
}
