package io.verdict.transformer.kernel;

/**
 * The inner loops of {@link FastKernels}, over values in Java arrays. {@link ScalarRows} is plain Java;
 * {@code VectorRows} uses the Vector API, where the JVM was started with it.
 */
interface RowMath {
    /** The name for logs. */
    String name();

    /** {@code values[i] = function(values[i])} for {@code length} values from {@code start} on. */
    void apply(Pointwise function, float[] values, int start, int length);

    /** {@code gradient[i] *= function'(at[i])} for the first {@code length}. */
    void multiplyByDerivative(Pointwise function, float[] at, float[] gradient, int length);

    /** The sum of {@code values}. */
    float sum(float[] values);

    /** The sum of products. */
    float dot(float[] x, float[] y);

    /** The softmax of {@code length} values from {@code start} on, in place. */
    void softmax(float[] values, int start, int length);

    /**
     * The gradient of {@link #softmax}, in place: {@code gradient[i] = p[i] * (gradient[i] - sum_j gradient[j] * p[j])}.
     */
    void softmaxGradient(float[] probabilities, float[] gradient, int start, int length);

    /** Applies a dropout that drops something to {@code length} values from {@code start} on: the columns of a row. */
    void drop(float[] values, int start, int length, DropoutDraw draw, long row);

    /**
     * {@code c = scale * a * b}, all within arrays on the heap: for matrices of a few hundred rows that are in the
     * cache already.
     *
     * @param m rows of {@code a} and {@code c}
     * @param n columns of {@code b} and {@code c}
     * @param k columns of {@code a}, rows of {@code b}
     * @param b its columns are side by side, as {@code c}'s are
     */
    void multiply(int m, int n, int k, float scale, Block a, Block b, Block c);

    /**
     * Puts the columns of a matrix as rows into an array: {@code to[j * stride + i] = from[i][j]}.
     *
     * @param rows of {@code from}
     * @param columns of {@code from}, which are side by side
     */
    void transpose(int rows, int columns, Block from, float[] to, int stride);

    /**
     * How many columns {@link #multiply} computes at a time: a {@code b} of so many columns without gaps is read in the
     * order it is stored. 0 where a library is faster than these loops.
     */
    int productColumns();

    /**
     * A matrix in an array: the value in row {@code i} and column {@code j} is at
     * {@code start + i * rowStride + j * columnStride}.
     */
    @SuppressWarnings("ArrayRecordComponent") // a view of the array, which is written through it
    record Block(float[] values, int start, int rowStride, int columnStride) {
        /** A matrix whose columns are side by side. */
        static Block of(float[] values, int start, int rowStride) {
            return new Block(values, start, rowStride, 1);
        }

        /** The same values, rows for columns. */
        Block transposed() {
            return new Block(values, start, columnStride, rowStride);
        }
    }
}
