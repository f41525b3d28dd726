package io.verdict.transformer.kernel;

import org.bytedeco.javacpp.FloatPointer;

/** The matrix product that the fast kernels compute with, for measurements of it alone. Safe for concurrent calls. */
public final class MatrixProducts {
    private MatrixProducts() {}

    /** The library's name and version. */
    public static String library() {
        return Blas.library().name();
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
        Blas.library().multiply(transposeA, transposeB, m, n, k, 1, a, strideA, b, strideB, c, strideC);
    }
}
