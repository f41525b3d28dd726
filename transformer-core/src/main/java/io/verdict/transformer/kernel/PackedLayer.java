package io.verdict.transformer.kernel;

import io.verdict.transformer.kernel.RowMath.Block;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A whole encoder layer whose weights were packed before. Between one op and the next the rows stay in arrays: first the
 * queries, keys and values of all tokens, then the attention of each head, then for a few rows at a time all that
 * follows. The result is the same to the bit as that of the ops one after another.
 */
final class PackedLayer {
    /** Values of the arrays that all threads share, as half of a third-level cache of 32 MiB holds. */
    private static final int SHARED_VALUES = 4 << 20;
    /** Values of a tile's widest rows: a third of a second-level cache of 1 MiB. */
    private static final int TILE_VALUES = 96 << 10;
    /** Rows of a tile are a multiple of this, as products take them. */
    private static final int ROWS = 4;
    /** With fewer tiles than this for each thread one would wait for another. */
    private static final int TILES_PER_THREAD = 4;

    private static final ThreadLocal<Scratch> SHARED = ThreadLocal.withInitial(Scratch::new);
    private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

    private final Map query;
    private final Map key;
    private final Map value;
    private final Map attentionOutput;
    private final Norm attentionNorm;
    private final Map intermediate;
    private final Map result;
    private final Norm outputNorm;
    private final int heads;
    private final int hidden;
    private final int headSize;
    private final float scale;
    private final RowMath math = Rows.math();

    private PackedLayer(EncoderLayer layer, PackedWeights weights) {
        query = Map.of(layer.query(), Pointwise.NONE, weights);
        key = Map.of(layer.key(), Pointwise.NONE, weights);
        value = Map.of(layer.value(), Pointwise.NONE, weights);
        attentionOutput = Map.of(layer.attentionOutput(), Pointwise.NONE, weights);
        attentionNorm = Norm.of(layer.attentionNorm(), layer.epsilon());
        intermediate = Map.of(layer.intermediate(), layer.activation(), weights);
        result = Map.of(layer.output(), Pointwise.NONE, weights);
        outputNorm = Norm.of(layer.outputNorm(), layer.epsilon());
        heads = layer.heads();
        hidden = attentionNorm.gamma().length;
        headSize = hidden / heads;
        scale = (float) (1 / Math.sqrt(headSize));
    }

    /**
     * See {@link Kernels#encoderLayer}.
     *
     * @return false, with nothing done, if a weight is not packed or there are too few rows for it to be worth it
     */
    static boolean forward(
            EncoderLayer layer, PackedWeights weights, INDArray x, INDArray sequenceOffsets, INDArray output) {
        int widest = Math.toIntExact(layer.intermediate().bias().length());
        int rowsOfTile = Math.max(1, TILE_VALUES / widest / ROWS) * ROWS;
        if (Rows.count(x) < TILES_PER_THREAD * Workers.threads() * rowsOfTile || !weights.haveAll(layer.weights())) {
            return false;
        }
        PackedLayer packed = new PackedLayer(layer, weights);
        int[] offsets = Memory.toInts(sequenceOffsets);
        int most = Math.max(1, SHARED_VALUES / (4 * packed.query.stride()));
        for (int first = 0; first + 1 < offsets.length; ) {
            int end = first + 1;
            while (end + 1 < offsets.length && offsets[end + 1] - offsets[first] <= most) {
                end++;
            }
            packed.new Texts(offsets, first, end, Memory.floats(x), Memory.floats(output)).run(rowsOfTile);
            first = end;
        }
        return true;
    }

    /** As many texts as the shared arrays hold, or one that is longer. */
    private final class Texts {
        private final int[] offsets;
        private final int first;
        private final int count;
        private final int top;
        private final int rows;
        private final FloatBuffer x;
        private final FloatBuffer output;
        private final int stride = query.stride();
        private final float[] queries;
        private final float[] keys;
        private final float[] values;
        private final float[] context;

        Texts(int[] offsets, int first, int end, FloatBuffer x, FloatBuffer output) {
            this.offsets = offsets;
            this.first = first;
            this.count = end - first;
            this.top = offsets[first];
            this.rows = offsets[end] - top;
            this.x = x;
            this.output = output;
            Scratch shared = SHARED.get();
            queries = shared.array(0, rows * stride);
            keys = shared.array(1, rows * stride);
            values = shared.array(2, rows * stride);
            context = shared.array(3, rows * stride);
        }

        void run(int rowsOfTile) {
            tiles(2 * rowsOfTile, this::project);
            Workers.run(count * heads, task -> attend(task / heads, task % heads));
            tiles(rowsOfTile, this::finish);
        }

        private void tiles(int size, Tile tile) {
            Workers.run((rows + size - 1) / size, index -> tile.run(index * size, Math.min(size, rows - index * size)));
        }

        /** Queries, which are scaled already, keys and values. */
        private void project(int from, int tileRows) {
            float[] input = OWN.get().array(0, tileRows * hidden);
            x.get((top + from) * hidden, input, 0, tileRows * hidden);
            Block left = Block.of(input, 0, hidden);
            query.apply(math, tileRows, left, queries, from * stride);
            for (int i = from * stride; i < (from + tileRows) * stride; i++) {
                queries[i] *= scale;
            }
            key.apply(math, tileRows, left, keys, from * stride);
            value.apply(math, tileRows, left, values, from * stride);
        }

        private void attend(int text, int head) {
            int length = offsets[first + text + 1] - offsets[first + text];
            int start = (offsets[first + text] - top) * stride + head * headSize;
            AttentionHead shape = new AttentionHead(length, length, headSize);
            float[] transposed = OWN.get().array(0, shape.transposed());
            float[] p = OWN.get().array(1, shape.scores());
            shape.transpose(math, Block.of(keys, start, stride), transposed);
            shape.probabilities(math, 1, Block.of(queries, start, stride), transposed, p);
            // End to end: rows that are far apart would drive each other out of the cache.
            float[] own = OWN.get().array(2, length * headSize);
            for (int i = 0; i < length; i++) {
                System.arraycopy(values, start + i * stride, own, i * headSize, headSize);
            }
            Block of = Block.of(own, 0, headSize);
            math.multiply(length, headSize, length, 1, shape.matrix(p), of, Block.of(context, start, stride));
        }

        /** What follows the attention. */
        private void finish(int from, int tileRows) {
            float[] attended = OWN.get().array(0, tileRows * hidden);
            float[] inner = OWN.get().array(1, tileRows * intermediate.stride());
            float[] sums = OWN.get().array(2, tileRows * stride);
            float[] row = new float[hidden];
            float[] residual = new float[hidden];
            attentionOutput.apply(math, tileRows, Block.of(context, from * stride, stride), sums, 0);
            for (int i = 0; i < tileRows; i++) {
                System.arraycopy(sums, i * stride, row, 0, hidden);
                x.get((top + from + i) * hidden, residual);
                attentionNorm.apply(row, residual);
                System.arraycopy(row, 0, attended, i * hidden, hidden);
            }
            intermediate.apply(math, tileRows, Block.of(attended, 0, hidden), inner, 0);
            result.apply(math, tileRows, Block.of(inner, 0, intermediate.stride()), sums, 0);
            for (int i = 0; i < tileRows; i++) {
                System.arraycopy(sums, i * stride, row, 0, hidden);
                System.arraycopy(attended, i * hidden, residual, 0, hidden);
                outputNorm.apply(row, residual);
                output.put((top + from + i) * hidden, row);
            }
        }
    }

    private interface Tile {
        /** Works on {@code rows} rows from {@code from} on. */
        void run(int from, int rows);
    }

    /** A linear map and the function that follows it. */
    @SuppressWarnings("ArrayRecordComponent") // nobody else has the array
    private record Map(PackedWeight weight, float[] bias, Pointwise function) {
        static Map of(EncoderLayer.Linear linear, Pointwise function, PackedWeights weights) {
            return new Map(weights.of(linear.weight()).orElseThrow(), PlainKernels.read(linear.bias()), function);
        }

        /** From one row of the result to the next: whole groups of columns. */
        int stride() {
            return weight.groups() * weight.columns();
        }

        void apply(RowMath math, int rows, Block left, float[] to, int start) {
            weight.multiply(math, rows, left, 0, weight.groups(), Block.of(to, start, stride()));
            for (int i = 0; i < rows; i++) {
                Rows.add(bias, 0, to, start + i * stride(), bias.length);
                math.apply(function, to, start + i * stride(), bias.length);
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody else has the arrays
    private record Norm(float[] gamma, float[] beta, double epsilon) {
        static Norm of(EncoderLayer.Norm norm, double epsilon) {
            return new Norm(PlainKernels.read(norm.gamma()), PlainKernels.read(norm.beta()), epsilon);
        }

        /** Normalizes the sum of both into {@code row}. */
        void apply(float[] row, float[] residual) {
            Rows.add(residual, row);
            FastLayerNorm.normalize(row, epsilon);
            FastLayerNorm.scaleAndShift(row, gamma, beta);
        }
    }

    /** A thread's arrays, each as large as the largest use so far. */
    private static final class Scratch {
        private final float[][] arrays = new float[4][0];

        /** An array of at least that size; its values are undefined. */
        float[] array(int which, int size) {
            if (arrays[which].length < size) {
                arrays[which] = new float[size];
            }
            return arrays[which];
        }
    }
}
