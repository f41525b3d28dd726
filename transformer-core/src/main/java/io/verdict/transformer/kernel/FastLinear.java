package io.verdict.transformer.kernel;

import io.verdict.transformer.kernel.Blas.Matrix;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The linear map and its gradients. A product is cut into tiles, and what follows it (bias, activation) or reads the
 * same rows (the bias's gradient) is done while the tile is in the cache.
 */
final class FastLinear {
    /** Rows of a tile: so many that the library's packing of the weights does not count, else few for the cache. */
    private static final int TILE_ROWS = 512;
    /** Rows whose sum is one part of a bias's gradient; fixed, so that sums do not depend on the threads. */
    private static final int CHUNK = 128;
    /** Fewer rows than this for each thread are cut by columns. */
    private static final int LEAST_ROWS = 32;

    private static final int LEAST_COLUMNS = 64;

    private FastLinear() {}

    static void forward(
            INDArray x,
            INDArray weight,
            INDArray bias,
            Pointwise function,
            INDArray output,
            @Nullable INDArray preActivation) {
        Matrix rows = matrix(x);
        Matrix weights = matrix(weight);
        Matrix out = matrix(output);
        float[] shift = PlainKernels.read(bias);
        FloatBuffer values = Memory.floats(output);
        FloatBuffer sums = preActivation == null ? null : Memory.floats(preActivation);
        tiles(out.rows(), out.columns(), (top, bottom, left, right) -> {
            Blas.timesTransposed(
                    rows.rows(top, bottom), weights.rows(left, right), out.block(top, bottom, left, right));
            float[] row = new float[right - left];
            for (int i = top; i < bottom; i++) {
                int start = i * out.columns() + left;
                values.get(start, row);
                for (int j = 0; j < row.length; j++) {
                    row[j] += shift[left + j];
                }
                if (sums != null) {
                    sums.put(start, row);
                }
                Rows.math().apply(function, row, 0, row.length);
                values.put(start, row);
            }
        });
    }

    static void backward(
            INDArray x,
            INDArray weight,
            INDArray outputGradient,
            @Nullable INDArray xGradient,
            INDArray weightGradient,
            INDArray biasGradient) {
        Matrix rows = matrix(x);
        Matrix weights = matrix(weight);
        Matrix dOut = matrix(outputGradient);
        if (xGradient != null) {
            Matrix dX = matrix(xGradient);
            tiles(
                    dX.rows(),
                    dX.columns(),
                    (top, bottom, left, right) -> Blas.times(
                            dOut.rows(top, bottom), weights.columns(left, right), dX.block(top, bottom, left, right)));
        }
        Matrix dWeight = matrix(weightGradient);
        halves(
                dWeight.rows(),
                dWeight.columns(),
                (top, bottom, left, right) -> Blas.transposedTimes(
                        dOut.columns(top, bottom), rows.columns(left, right), dWeight.block(top, bottom, left, right)));
        columnSums(outputGradient, biasGradient);
    }

    private static void columnSums(INDArray matrix, INDArray sums) {
        int width = PlainKernels.columns(matrix);
        int rows = Rows.count(matrix);
        FloatBuffer from = Memory.floats(matrix);
        int chunks = (rows + CHUNK - 1) / CHUNK;
        float[][] parts = new float[chunks][width];
        Workers.run(chunks, chunk -> {
            float[] row = new float[width];
            for (int i = chunk * CHUNK; i < Math.min(rows, (chunk + 1) * CHUNK); i++) {
                from.get(i * width, row);
                Rows.add(row, parts[chunk]);
            }
        });
        Memory.floats(sums).put(0, Rows.total(parts, width));
    }

    /** Cuts a result into tiles of rows, or by columns where there are few rows. */
    private static void tiles(int rows, int columns, Tile tile) {
        if (rows < LEAST_ROWS * Workers.threads()) {
            Workers.ranges(columns, LEAST_COLUMNS, (from, to) -> tile.run(0, rows, from, to));
            return;
        }
        int size = Math.min(TILE_ROWS, (rows + Workers.threads() - 1) / Workers.threads());
        Workers.run(
                (rows + size - 1) / size,
                index -> tile.run(index * size, Math.min(rows, (index + 1) * size), 0, columns));
    }

    /** Cuts a result along its longer side, one part a thread. */
    private static void halves(int rows, int columns, Tile tile) {
        if (rows >= columns) {
            Workers.ranges(rows, LEAST_ROWS, (from, to) -> tile.run(from, to, 0, columns));
        } else {
            Workers.ranges(columns, LEAST_ROWS, (from, to) -> tile.run(0, rows, from, to));
        }
    }

    private static Matrix matrix(INDArray array) {
        FloatPointer start = Memory.pointer(array);
        int columns = PlainKernels.columns(array);
        return new Matrix(start, Rows.count(array), columns, columns);
    }

    private interface Tile {
        /** Works on the rows {@code top} to {@code bottom - 1} and columns {@code left} to {@code right - 1}. */
        void run(int top, int bottom, int left, int right);
    }
}
