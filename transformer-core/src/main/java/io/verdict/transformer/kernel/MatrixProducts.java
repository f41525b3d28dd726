package io.verdict.transformer.kernel;

import io.verdict.transformer.kernel.Blas.Matrix;
import org.bytedeco.javacpp.FloatPointer;

/** The matrix product that the fast kernels compute with, for measurements of it alone. Safe for concurrent calls. */
public final class MatrixProducts {
    private MatrixProducts() {}

    /** The library's name. */
    public static String library() {
        return "OpenBLAS";
    }

    /**
     * {@code c = op(a) * op(b)} on row-major memory, on the calling thread alone; {@code op} transposes or does nothing.
     *
     * @param m rows of {@code c}
     * @param n columns of {@code c}
     * @param k columns of {@code op(a)}
     * @param strideA from one row of {@code a}, as it is stored, to the next; {@code strideB} and {@code strideC} likewise
     */
    public static void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            FloatPointer a,
            int strideA,
            FloatPointer b,
            int strideB,
            FloatPointer c,
            int strideC) {
        Blas.multiply(
                transposeA,
                transposeB,
                new Matrix(a, transposeA ? k : m, transposeA ? m : k, strideA),
                new Matrix(b, transposeB ? n : k, transposeB ? k : n, strideB),
                new Matrix(c, m, n, strideC));
    }
}
