package io.verdict.export.engine;

import io.verdict.transformer.PackedBatch;

/**
 * A batch as rows of one length, as other runtimes take it. Shorter texts are filled up with the token 0, which the mask
 * hides.
 */
final class PaddedBatch {
    private final PackedBatch batch;
    private final int length;

    PaddedBatch(PackedBatch batch) {
        this.batch = batch;
        this.length = batch.longestSequence();
    }

    int sequences() {
        return batch.sequences();
    }

    /** Tokens of each row. */
    int length() {
        return length;
    }

    /** {@code [sequences][length]}. */
    long[][] tokenIds() {
        return rows(batch.tokenIds());
    }

    /** {@code [sequences][length]}. */
    long[][] typeIds() {
        return rows(batch.typeIds());
    }

    /** 1 for a token, 0 for padding: {@code [sequences][length]}. */
    long[][] attentionMask() {
        int[] ones = new int[batch.tokens()];
        java.util.Arrays.fill(ones, 1);
        return rows(ones);
    }

    private long[][] rows(int[] values) {
        long[][] rows = new long[sequences()][length];
        for (int row = 0; row < rows.length; row++) {
            int start = batch.sequenceOffset(row);
            for (int i = start; i < batch.sequenceOffset(row + 1); i++) {
                rows[row][i - start] = values[i];
            }
        }
        return rows;
    }
}
