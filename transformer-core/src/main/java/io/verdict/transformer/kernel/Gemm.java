package io.verdict.transformer.kernel;

import org.bytedeco.javacpp.FloatPointer;

/** A library's matrix product on row-major memory, on the calling thread alone. Safe for concurrent calls. */
interface Gemm {
    /** The library's name and version for logs. */
    String name();

    /**
     * {@code c = scale * op(a) * op(b)}; {@code op} transposes or does nothing.
     *
     * @param m rows of {@code c}
     * @param n columns of {@code c}
     * @param k columns of {@code op(a)}
     * @param strideA from one row of {@code a}, as it is stored, to the next; {@code strideB} and {@code strideC} likewise
     */
    void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float scale,
            FloatPointer a,
            int strideA,
            FloatPointer b,
            int strideB,
            FloatPointer c,
            int strideC);
}
