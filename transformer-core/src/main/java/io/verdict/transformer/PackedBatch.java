package io.verdict.transformer;

import java.util.Arrays;

/**
 * Texts as tokens packed end to end, with no padding.
 *
 * <p>Sequence {@code i} is the tokens {@code sequenceOffset(i)} (inclusive) to {@code sequenceOffset(i + 1)}
 * (exclusive); positions count from 0 in each sequence. A batch holds at least one sequence, and a sequence at least
 * one token. Immutable.
 */
public final class PackedBatch implements ModelInput {
    private final int[] tokenIds;
    private final int[] positionIds;
    private final int[] typeIds;
    private final int[] sequenceOffsets;

    private PackedBatch(int[] tokenIds, int[] positionIds, int[] typeIds, int[] sequenceOffsets) {
        this.tokenIds = tokenIds;
        this.positionIds = positionIds;
        this.typeIds = typeIds;
        this.sequenceOffsets = sequenceOffsets;
    }

    /** The number of tokens of all sequences. */
    public int tokens() {
        return tokenIds.length;
    }

    /** The number of sequences. */
    @Override
    public int sequences() {
        return sequenceOffsets.length - 1;
    }

    /** Where sequence {@code sequence} begins; {@code sequences()} gives the end of the last one. */
    public int sequenceOffset(int sequence) {
        return sequenceOffsets[sequence];
    }

    /** The longest sequence's number of tokens. */
    public int longestSequence() {
        int longest = 0;
        for (int i = 0; i < sequences(); i++) {
            longest = Math.max(longest, sequenceOffsets[i + 1] - sequenceOffsets[i]);
        }
        return longest;
    }

    /** A copy of the token ids {@code [tokens]}. */
    public int[] tokenIds() {
        return tokenIds.clone();
    }

    /** A copy of the positions {@code [tokens]}. */
    public int[] positionIds() {
        return positionIds.clone();
    }

    /** A copy of the token type ids {@code [tokens]}. */
    public int[] typeIds() {
        return typeIds.clone();
    }

    /** A copy of the offsets {@code [sequences + 1]}. */
    public int[] sequenceOffsets() {
        return sequenceOffsets.clone();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects sequences. */
    public static final class Builder {
        private int[] tokenIds = new int[256];
        private int[] positionIds = new int[256];
        private int[] typeIds = new int[256];
        private int[] sequenceOffsets = new int[17];
        private int tokens;
        private int sequences;

        private Builder() {}

        /** Adds a text whose tokens are all of type 0. */
        public Builder add(int[] ids) {
            return add(ids, new int[ids.length]);
        }

        /**
         * Adds a text.
         *
         * @throws IllegalArgumentException if it has no token, or not one type id for each token
         */
        public Builder add(int[] ids, int[] types) {
            if (ids.length == 0) {
                throw new IllegalArgumentException("Sequence " + sequences + " has no token; a text has at least one");
            }
            if (ids.length != types.length) {
                throw new IllegalArgumentException("Sequence " + sequences + " has " + ids.length + " token ids but "
                        + types.length + " type ids");
            }
            int end = Math.addExact(tokens, ids.length);
            if (end > tokenIds.length) {
                int capacity = Math.max(end, 2 * tokenIds.length);
                tokenIds = Arrays.copyOf(tokenIds, capacity);
                positionIds = Arrays.copyOf(positionIds, capacity);
                typeIds = Arrays.copyOf(typeIds, capacity);
            }
            System.arraycopy(ids, 0, tokenIds, tokens, ids.length);
            System.arraycopy(types, 0, typeIds, tokens, ids.length);
            for (int i = 0; i < ids.length; i++) {
                positionIds[tokens + i] = i;
            }
            tokens = end;
            if (++sequences == sequenceOffsets.length) {
                sequenceOffsets = Arrays.copyOf(sequenceOffsets, 2 * sequences);
            }
            sequenceOffsets[sequences] = tokens;
            return this;
        }

        public int tokens() {
            return tokens;
        }

        public int sequences() {
            return sequences;
        }

        /**
         * The batch.
         *
         * @throws IllegalArgumentException if no sequence was added
         */
        public PackedBatch build() {
            if (sequences == 0) {
                throw new IllegalArgumentException("A batch needs at least one sequence");
            }
            return new PackedBatch(
                    Arrays.copyOf(tokenIds, tokens),
                    Arrays.copyOf(positionIds, tokens),
                    Arrays.copyOf(typeIds, tokens),
                    Arrays.copyOf(sequenceOffsets, sequences + 1));
        }
    }
}
