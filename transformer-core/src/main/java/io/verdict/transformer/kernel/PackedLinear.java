package io.verdict.transformer.kernel;

import io.verdict.transformer.kernel.RowMath.Block;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The linear map with a weight that was packed before. A task copies a tile of the input's rows into an array, computes
 * some of their columns there, with bias and activation, and copies them out.
 */
final class PackedLinear {
    /** Values of an input tile: a third of a second-level cache of 1 MiB; the rest is for a group of the weight and results. */
    private static final int INPUT_VALUES = 96 << 10;
    /** Values of an output tile. */
    private static final int OUTPUT_VALUES = 48 << 10;
    /** Rows of an input tile are a multiple of this, as products take them. */
    private static final int ROWS = 4;
    /** Where there are fewer tiles than this for each thread, tasks share a tile and compute some columns each. */
    private static final int TASKS_PER_THREAD = 4;

    private static final AtomicLong CALLS = new AtomicLong();
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final FloatBuffer input;
    private final PackedWeight weight;
    private final float[] bias;
    private final Pointwise function;
    private final FloatBuffer output;
    private final int rows;
    private final int rowsOfTile;
    private final int groupsAtOnce;
    private final long call = CALLS.incrementAndGet();
    private final RowMath math = Rows.math();

    private PackedLinear(INDArray x, PackedWeight weight, INDArray bias, Pointwise function, INDArray output) {
        this.input = Memory.floats(x);
        this.weight = weight;
        this.bias = PlainKernels.read(bias);
        this.function = function;
        this.output = Memory.floats(output);
        this.rows = Rows.count(x);
        this.rowsOfTile = Math.max(1, INPUT_VALUES / weight.in() / ROWS) * ROWS;
        this.groupsAtOnce = Math.max(1, OUTPUT_VALUES / (Math.min(rows, rowsOfTile) * weight.columns()));
    }

    /** {@code output = function(x * weight^T + bias)}. */
    static void forward(INDArray x, PackedWeight weight, INDArray bias, Pointwise function, INDArray output) {
        new PackedLinear(x, weight, bias, function, output).run();
    }

    private void run() {
        int tiles = (rows + rowsOfTile - 1) / rowsOfTile;
        int wanted = TASKS_PER_THREAD * Workers.threads();
        int parts = Workers.threads() == 1 ? 1 : Math.min(weight.groups(), (wanted + tiles - 1) / tiles);
        int groups = (weight.groups() + parts - 1) / parts;
        Workers.run(tiles * parts, task -> {
            int firstGroup = task % parts * groups;
            compute(task / parts, firstGroup, Math.min(weight.groups(), firstGroup + groups));
        });
    }

    private void compute(int tile, int firstGroup, int endGroup) {
        int top = tile * rowsOfTile;
        int count = Math.min(rowsOfTile, rows - top);
        Scratch scratch = SCRATCH.get();
        if (scratch.call != call || scratch.tile != tile) {
            scratch.call = call;
            scratch.tile = tile;
            input.get(top * weight.in(), scratch.input(count * weight.in()), 0, count * weight.in());
        }
        Block left = Block.of(scratch.input, 0, weight.in());
        for (int group = firstGroup; group < endGroup; group += groupsAtOnce) {
            int end = Math.min(endGroup, group + groupsAtOnce);
            int stride = (end - group) * weight.columns();
            float[] result = scratch.output(count * stride);
            weight.multiply(math, count, left, group, end, Block.of(result, 0, stride));
            finish(result, top, count, group * weight.columns(), stride);
        }
    }

    /** Adds the bias, applies the function and writes the rows. */
    private void finish(float[] result, int top, int count, int firstColumn, int stride) {
        int width = Math.min(stride, weight.out() - firstColumn);
        for (int i = 0; i < count; i++) {
            int start = i * stride;
            Rows.add(bias, firstColumn, result, start, width);
            math.apply(function, result, start, width);
            output.put((top + i) * weight.out() + firstColumn, result, start, width);
        }
    }

    /** A thread's arrays, as large as the largest tiles so far, and what the input is a copy of. */
    private static final class Scratch {
        private float[] input = new float[0];
        private float[] output = new float[0];
        private long call;
        private int tile;

        float[] input(int size) {
            if (input.length < size) {
                input = new float[size];
            }
            return input;
        }

        float[] output(int size) {
            if (output.length < size) {
                output = new float[size];
            }
            return output;
        }
    }
}
