package io.verdict.transformer.kernel;

import java.util.Arrays;

/** Loops that the compiler may vectorise. */
final class ScalarRows implements RowMath {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void apply(Pointwise function, float[] values, int start, int length) {
        FastMath.apply(function, values, start, start + length);
    }

    @Override
    public void multiplyByDerivative(Pointwise function, float[] at, float[] gradient, int length) {
        FastMath.multiplyByDerivative(function, at, gradient, 0, length);
    }

    /** In four strands: short dependency chains, and less rounding than one. */
    @Override
    public float sum(float[] values) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int j = 0;
        for (; j + 3 < values.length; j += 4) {
            a += values[j];
            b += values[j + 1];
            c += values[j + 2];
            d += values[j + 3];
        }
        for (; j < values.length; j++) {
            a += values[j];
        }
        return (a + b) + (c + d);
    }

    @Override
    public float dot(float[] x, float[] y) {
        return dot(x, y, 0, x.length);
    }

    @Override
    public void softmax(float[] values, int start, int length) {
        int end = start + length;
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = start; j < end; j++) {
            largest = Math.max(largest, values[j]);
        }
        float sum = 0;
        for (int j = start; j < end; j++) {
            values[j] = FastMath.exp(values[j] - largest);
            sum += values[j];
        }
        float factor = 1 / sum;
        for (int j = start; j < end; j++) {
            values[j] *= factor;
        }
    }

    @Override
    public void softmaxGradient(float[] probabilities, float[] gradient, int start, int length) {
        float weighted = dot(probabilities, gradient, start, start + length);
        for (int j = start; j < start + length; j++) {
            gradient[j] = probabilities[j] * (gradient[j] - weighted);
        }
    }

    @Override
    public void drop(float[] values, int start, int length, DropoutDraw draw, long row) {
        drop(values, start, 0, length, draw, row);
    }

    /** Drops the columns {@code from} to {@code length - 1}; column 0 is at {@code start}. */
    static void drop(float[] values, int start, int from, int length, DropoutDraw draw, long row) {
        int seed = draw.rowSeed(row);
        int threshold = draw.threshold();
        float scale = draw.scale();
        for (int j = from; j < length; j++) {
            values[start + j] *= DropoutDraw.factor(seed, j, threshold, scale);
        }
    }

    @Override
    public void multiply(int m, int n, int k, float scale, Block a, Block b, Block c) {
        multiply(0, m, 0, n, k, scale, a, b, c);
    }

    @Override
    public void transpose(int rows, int columns, Block from, float[] to, int stride) {
        transpose(0, rows, columns, from, to, stride);
    }

    /** The same from a row on. */
    static void transpose(int firstRow, int rows, int columns, Block from, float[] to, int stride) {
        // Row after row: the lines of a column would drive each other out of the cache.
        for (int i = firstRow; i < rows; i++) {
            int start = from.start() + i * from.rowStride();
            for (int j = 0; j < columns; j++) {
                to[j * stride + i] = from.values()[start + j];
            }
        }
    }

    @Override
    public int productColumns() {
        return 0;
    }

    /** The rows {@code fromRow} to {@code m - 1} and columns {@code fromColumn} to {@code n - 1} of {@code c}. */
    static void multiply(int fromRow, int m, int fromColumn, int n, int k, float scale, Block a, Block b, Block c) {
        float[] to = c.values();
        float[] from = b.values();
        for (int i = fromRow; i < m; i++) {
            int row = c.start() + i * c.rowStride();
            Arrays.fill(to, row + fromColumn, row + n, 0);
            for (int l = 0; l < k; l++) {
                float factor = scale * a.values()[a.start() + i * a.rowStride() + l * a.columnStride()];
                int other = b.start() + l * b.rowStride();
                for (int j = fromColumn; j < n; j++) {
                    to[row + j] += factor * from[other + j];
                }
            }
        }
    }

    private static float dot(float[] x, float[] y, int start, int end) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int j = start;
        for (; j + 3 < end; j += 4) {
            a += x[j] * y[j];
            b += x[j + 1] * y[j + 1];
            c += x[j + 2] * y[j + 2];
            d += x[j + 3] * y[j + 3];
        }
        for (; j < end; j++) {
            a += x[j] * y[j];
        }
        return (a + b) + (c + d);
    }
}
