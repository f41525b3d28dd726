package io.verdict.benchmarks;

import io.verdict.transformer.kernel.MatrixProducts;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A matrix product on one thread: {@code c [m, n] = a [m, k] * b [k, n]}, where {@code a} and {@code b} may lie
 * transposed in memory.
 */
record Product(int m, int n, int k, Operand a, Operand b, Operand c) {
    /**
     * A row-major matrix in memory.
     *
     * @param stride the values from one row to the next
     * @param transposed whether the product takes its rows for columns
     */
    record Operand(FloatPointer start, int stride, boolean transposed) {
        Operand(FloatPointer start, int stride) {
            this(start, stride, false);
        }

        Operand turned() {
            return new Operand(start, stride, !transposed);
        }

        Operand columns(int from) {
            return new Operand(start.getPointer(from), stride, transposed);
        }

        /** The part that begins with that row of the product's. */
        Operand fromRow(int row) {
            return new Operand(start.getPointer(transposed ? row : (long) row * stride), stride, transposed);
        }

        /** The part that begins with that column of the product's. */
        Operand fromColumn(int column) {
            return new Operand(start.getPointer(transposed ? (long) column * stride : column), stride, transposed);
        }
    }

    /** Floating-point operations. */
    double operations() {
        return 2.0 * m * n * k;
    }

    /** This product as one a thread: the longer side of the result is cut. */
    List<Product> split(int threads) {
        List<Product> parts = new ArrayList<>();
        int whole = Math.max(m, n);
        int size = (whole + threads - 1) / threads;
        for (int from = 0; from < whole; from += size) {
            int length = Math.min(size, whole - from);
            parts.add(
                    m >= n
                            ? new Product(length, n, k, a.fromRow(from), b, c.fromRow(from))
                            : new Product(m, length, k, a, b.fromColumn(from), c.fromColumn(from)));
        }
        return parts;
    }

    void run() {
        MatrixProducts.multiply(
                a.transposed, b.transposed, m, n, k, a.start, a.stride, b.start, b.stride, c.start, c.stride);
    }
}
