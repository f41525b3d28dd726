package io.verdict.transformer.kernel;

import java.lang.reflect.Constructor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Loops over one row in a Java array: the simple ones, and the others by {@link RowMath}. */
final class Rows {
    /** The system property that forces {@code scalar} loops. */
    static final String LOOPS_PROPERTY = "verdict.loops";

    static final String SCALAR = "scalar";

    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final RowMath MATH = choose();

    private Rows() {}

    /** How the loops run. */
    static RowMath math() {
        return MATH;
    }

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

    /** Adds {@code length} values from {@code from} on to those from {@code to} on. */
    static void add(float[] terms, int from, float[] sums, int to, int length) {
        for (int j = 0; j < length; j++) {
            sums[to + j] += terms[from + j];
        }
    }

    /** {@code row[j] *= factor}. */
    static void scale(float[] row, float factor) {
        for (int j = 0; j < row.length; j++) {
            row[j] *= factor;
        }
    }

    /** Applies dropout to a row. */
    static void drop(float[] values, DropoutDraw draw, long row) {
        if (draw.active()) {
            MATH.drop(values, 0, values.length, draw, row);
        }
    }

    static float sum(float[] row) {
        return MATH.sum(row);
    }

    static float dot(float[] x, float[] y) {
        return MATH.dot(x, y);
    }

    /** The sum of rows, in double precision. */
    static float[] total(float[][] rows, int width) {
        double[] sum = new double[width];
        for (float[] row : rows) {
            for (int j = 0; j < width; j++) {
                sum[j] += row[j];
            }
        }
        return PlainKernels.toFloats(sum);
    }

    /** The Vector API's loops, or none if the JVM was started without it. */
    static RowMath choose() {
        if (SCALAR.equals(System.getProperty(LOOPS_PROPERTY))
                || ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return new ScalarRows();
        }
        try {
            Constructor<?> constructor =
                    Class.forName(Rows.class.getPackageName() + ".VectorRows").getDeclaredConstructor();
            return (RowMath) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The loops on " + VECTOR_MODULE + " cannot be made", e);
        }
    }
}
