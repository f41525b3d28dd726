package io.verdict.transformer.kernel;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** Single-threaded matrix products on row-major memory outside the heap; several may run at the same time. */
final class Blas {
    static {
        openblas.blas_set_num_threads(1);
    }

    private Blas() {}

    /**
     * A matrix in memory: a block of {@code rows x columns} whose rows are {@code stride} values apart.
     *
     * @param start the first value
     */
    record Matrix(FloatPointer start, int rows, int columns, int stride) {
        /** The block of some rows. */
        Matrix rows(int from, int to) {
            return new Matrix(start.getPointer((long) from * stride), to - from, columns, stride);
        }

        /** The block of some rows and columns. */
        Matrix block(int top, int bottom, int left, int right) {
            return rows(top, bottom).columns(left, right);
        }

        /** The block of some columns. */
        Matrix columns(int from, int to) {
            return new Matrix(start.getPointer(from), rows, to - from, stride);
        }
    }

    /** {@code c = a * b^T}: {@code a [m, k]}, {@code b [n, k]}, {@code c [m, n]}. */
    static void timesTransposed(Matrix a, Matrix b, Matrix c) {
        multiply(false, true, a, b, c);
    }

    /** {@code c = a * b}: {@code a [m, k]}, {@code b [k, n]}, {@code c [m, n]}. */
    static void times(Matrix a, Matrix b, Matrix c) {
        multiply(false, false, a, b, c);
    }

    /** {@code c = a^T * b}: {@code a [k, m]}, {@code b [k, n]}, {@code c [m, n]}. */
    static void transposedTimes(Matrix a, Matrix b, Matrix c) {
        multiply(true, false, a, b, c);
    }

    /** {@code c = op(a) * op(b)}; {@code op} transposes or does nothing. */
    static void multiply(boolean transposeA, boolean transposeB, Matrix a, Matrix b, Matrix c) {
        openblas.cblas_sgemm(
                CblasRowMajor,
                transposeA ? CblasTrans : CblasNoTrans,
                transposeB ? CblasTrans : CblasNoTrans,
                c.rows,
                c.columns,
                transposeA ? a.rows : a.columns,
                1f,
                a.start,
                a.stride,
                b.start,
                b.stride,
                0f,
                c.start,
                c.stride);
    }
}
