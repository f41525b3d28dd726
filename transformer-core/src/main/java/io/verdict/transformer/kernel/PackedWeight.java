package io.verdict.transformer.kernel;

import io.verdict.transformer.kernel.RowMath.Block;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The transpose of a weight {@code [out, in]}, laid out as products read it: groups of columns, the rows of a group end
 * to end. Zeros fill up the last group. Immutable.
 */
final class PackedWeight {
    private final float[] values;
    private final int in;
    private final int out;
    private final int columns;

    private PackedWeight(float[] values, int in, int out, int columns) {
        this.values = values;
        this.in = in;
        this.out = out;
        this.columns = columns;
    }

    /**
     * Packs a weight as it is now.
     *
     * @param columns of a group
     */
    static PackedWeight of(INDArray weight, int columns) {
        int in = PlainKernels.columns(weight);
        int out = Rows.count(weight);
        int groups = (out + columns - 1) / columns;
        float[] values = new float[Math.multiplyExact(groups * columns, in)];
        FloatBuffer rows = Memory.floats(weight);
        Workers.run(groups, group -> {
            int first = group * columns;
            float[] row = new float[in];
            for (int column = 0; column < Math.min(columns, out - first); column++) {
                rows.get((first + column) * in, row);
                int to = first * in + column;
                for (int i = 0; i < in; i++) {
                    values[to + i * columns] = row[i];
                }
            }
        });
        return new PackedWeight(values, in, out, columns);
    }

    int in() {
        return in;
    }

    int out() {
        return out;
    }

    /** Columns of a group. */
    int columns() {
        return columns;
    }

    int groups() {
        return values.length / (in * columns);
    }

    /** A group as the right side of a product, {@code [in, columns]}. */
    Block group(int index) {
        return Block.of(values, index * in * columns, columns);
    }

    /**
     * Multiplies some groups: their columns of {@code left * weight^T}, side by side.
     *
     * @param left {@code [rows, in]}
     * @param to where the first group's first column comes; a row has room for whole groups
     */
    void multiply(RowMath math, int rows, Block left, int firstGroup, int endGroup, Block to) {
        for (int group = firstGroup; group < endGroup; group++) {
            Block result = Block.of(to.values(), to.start() + (group - firstGroup) * columns, to.rowStride());
            math.multiply(rows, columns, in, 1, left, group(group), result);
        }
    }
}
