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

        /** The block of some columns. */
        Matrix columns(int from, int to) {
            return new Matrix(start.getPointer(from), rows, to - from, stride);
        }
    }

    /** {@code c = scale * a * b^T}: {@code a [m, k]}, {@code b [n, k]}, {@code c [m, n]}. */
    static void timesTransposed(float scale, Matrix a, Matrix b, Matrix c) {
        gemm(CblasNoTrans, CblasTrans, c.rows, c.columns, a.columns, scale, a, b, c);
    }

    /** {@code c = scale * a * b}: {@code a [m, k]}, {@code b [k, n]}, {@code c [m, n]}. */
    static void times(float scale, Matrix a, Matrix b, Matrix c) {
        gemm(CblasNoTrans, CblasNoTrans, c.rows, c.columns, a.columns, scale, a, b, c);
    }

    /** {@code c = scale * a^T * b}: {@code a [k, m]}, {@code b [k, n]}, {@code c [m, n]}. */
    static void transposedTimes(float scale, Matrix a, Matrix b, Matrix c) {
        gemm(CblasTrans, CblasNoTrans, c.rows, c.columns, a.rows, scale, a, b, c);
    }

    private static void gemm(int transA, int transB, int m, int n, int k, float scale, Matrix a, Matrix b, Matrix c) {
        openblas.cblas_sgemm(
                CblasRowMajor,
                transA,
                transB,
                m,
                n,
                k,
                scale,
                a.start,
                a.stride,
                b.start,
                b.stride,
                0f,
                c.start,
                c.stride);
    }
}
