package io.verdict.transformer.kernel;

import io.verdict.transformer.kernel.RowMath.Block;
import java.util.Arrays;

/**
 * The probabilities of one attention head of one sequence, in arrays.
 *
 * @param queries how many there are
 * @param length how many keys there are
 * @param size of the head
 */
record AttentionHead(int queries, int length, int size) {
    /** Rows of scores are a multiple of this apart, so that vectors have no rest. */
    private static final int COLUMNS = 32;
    /** A score whose probability is next to nothing. */
    private static final float NO_SCORE = -1e30f;

    /** From one row of scores to the next, and from one of transposed keys to the next. */
    int stride() {
        return (length + COLUMNS - 1) / COLUMNS * COLUMNS;
    }

    /** Values that an array of scores has. */
    int scores() {
        return queries * stride();
    }

    /** Values that an array of transposed keys has. */
    int transposed() {
        return size * stride();
    }

    /** Scores as a matrix. */
    Block matrix(float[] scores) {
        return Block.of(scores, 0, stride());
    }

    /**
     * Puts the columns of {@code keys} (or values) as rows into {@code transposed}, filled up with zeros.
     *
     * @param keys {@code [length, size]}
     */
    void transpose(RowMath math, Block keys, float[] transposed) {
        int stride = stride();
        math.transpose(length, size, keys, transposed, stride);
        for (int j = 0; j < size; j++) {
            Arrays.fill(transposed, j * stride + length, (j + 1) * stride, 0);
        }
    }

    /**
     * Puts {@code softmax(scale * rows * keys^T)} into {@code p}; what fills up a row is 0.
     *
     * @param rows the queries, {@code [queries, size]}
     * @param transposedKeys of {@link #transpose}
     */
    void probabilities(RowMath math, float scale, Block rows, float[] transposedKeys, float[] p) {
        math.multiply(queries, stride(), size, scale, rows, matrix(transposedKeys), matrix(p));
        for (int i = 0; i < queries; i++) {
            int start = i * stride();
            Arrays.fill(p, start + length, start + stride(), NO_SCORE);
            math.softmax(p, start, stride());
        }
    }
}
