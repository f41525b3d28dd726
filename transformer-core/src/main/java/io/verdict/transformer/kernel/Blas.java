package io.verdict.transformer.kernel;

import io.verdict.transformer.VerdictException;
import org.bytedeco.javacpp.FloatPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Single-threaded matrix products on row-major memory outside the heap; several may run at the same time. */
final class Blas {
    /** The system property that forces the library: {@code onednn} or {@code openblas}. */
    static final String LIBRARY_PROPERTY = "verdict.blas";

    private static final Logger LOG = LoggerFactory.getLogger(Blas.class);
    private static final Gemm GEMM = choose(System.getProperty(LIBRARY_PROPERTY, ""));

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

    /** The library at work. */
    static Gemm library() {
        return GEMM;
    }

    /** {@code c = scale * a * b^T}: {@code a [m, k]}, {@code b [n, k]}, {@code c [m, n]}. */
    static void timesTransposed(float scale, Matrix a, Matrix b, Matrix c) {
        multiply(false, true, a.columns, scale, a, b, c);
    }

    /** {@code c = scale * a * b}: {@code a [m, k]}, {@code b [k, n]}, {@code c [m, n]}. */
    static void times(float scale, Matrix a, Matrix b, Matrix c) {
        multiply(false, false, a.columns, scale, a, b, c);
    }

    /** {@code c = scale * a^T * b}: {@code a [k, m]}, {@code b [k, n]}, {@code c [m, n]}. */
    static void transposedTimes(float scale, Matrix a, Matrix b, Matrix c) {
        multiply(true, false, a.rows, scale, a, b, c);
    }

    private static void multiply(
            boolean transposeA, boolean transposeB, int k, float scale, Matrix a, Matrix b, Matrix c) {
        GEMM.multiply(
                transposeA,
                transposeB,
                c.rows,
                c.columns,
                k,
                scale,
                a.start,
                a.stride,
                b.start,
                b.stride,
                c.start,
                c.stride);
    }

    /**
     * The library of that name; without one oneDNN, and OpenBLAS where that does not load.
     *
     * @throws VerdictException if there is no such library
     */
    static Gemm choose(String name) {
        return switch (name) {
            case "openblas" -> new OpenBlasGemm();
            case "onednn" -> new OneDnnGemm();
            case "" -> {
                try {
                    yield new OneDnnGemm();
                } catch (LinkageError | IllegalStateException e) {
                    LOG.warn("Matrix products by OpenBLAS, since oneDNN does not load: {}", e.toString());
                    yield new OpenBlasGemm();
                }
            }
            default ->
                throw new VerdictException(
                        "Unknown " + LIBRARY_PROPERTY + " \"" + name + "\"; supported: onednn, openblas");
        };
    }
}
