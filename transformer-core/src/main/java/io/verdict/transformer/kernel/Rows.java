package io.verdict.transformer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Loops over one row in a Java array, simple enough to be vectorised by the compiler. */
final class Rows {
    private Rows() {}

    /** The number of rows of a matrix; a vector is one row. */
    static int count(INDArray array) {
        return Math.toIntExact(array.length() / array.size(-1));
    }

    /** {@code sum[j] += row[j]}. */
    static void add(float[] row, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += row[j];
        }
    }

    /** {@code row[j] *= factor}. */
    static void scale(float[] row, float factor) {
        for (int j = 0; j < row.length; j++) {
            row[j] *= factor;
        }
    }

    /** Applies dropout to a row whose first value has index {@code start}. */
    static void drop(float[] row, DropoutDraw draw, long start) {
        if (draw.active()) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= draw.factor(start + j);
            }
        }
    }

    /** The sum in four strands: short dependency chains, and less rounding than one. */
    static float sum(float[] row) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int j = 0;
        for (; j + 3 < row.length; j += 4) {
            a += row[j];
            b += row[j + 1];
            c += row[j + 2];
            d += row[j + 3];
        }
        for (; j < row.length; j++) {
            a += row[j];
        }
        return (a + b) + (c + d);
    }

    /** The sum of products, in four strands. */
    static float dot(float[] x, float[] y) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int j = 0;
        for (; j + 3 < x.length; j += 4) {
            a += x[j] * y[j];
            b += x[j + 1] * y[j + 1];
            c += x[j + 2] * y[j + 2];
            d += x[j + 3] * y[j + 3];
        }
        for (; j < x.length; j++) {
            a += x[j] * y[j];
        }
        return (a + b) + (c + d);
    }
}
