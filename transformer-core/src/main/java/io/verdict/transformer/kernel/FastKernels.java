package io.verdict.transformer.kernel;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * BLAS products and threaded loops on the memory of ND4J's CPU arrays. A loop copies a row into a Java array, works
 * there while it is in the cache, and copies it back: loops over Java arrays are what the compiler vectorises. The
 * result does not depend on the number of threads but for the rounding of products.
 */
public final class FastKernels implements Kernels {
    /** Rows that are not worth a thread of their own. */
    private static final int LEAST_ROWS = 16;

    private static final int LEAST_COLUMNS = 64;

    /** Null where parameters may change between calls. */
    private final @Nullable PackedWeights packed;

    public FastKernels() {
        this(null);
    }

    /**
     * Uses plain loops and the library's products, which are fast at their first call, where nothing else was asked for.
     * Has an effect only before the first kernel runs.
     */
    public static void preferPlainLoops() {
        if (System.getProperty(Rows.LOOPS_PROPERTY) == null) {
            System.setProperty(Rows.LOOPS_PROPERTY, Rows.SCALAR);
        }
    }

    private FastKernels(@Nullable PackedWeights packed) {
        this.packed = packed;
    }

    @Override
    public String name() {
        return packed == null ? "fast" : "fast with packed weights";
    }

    @Override
    public Kernels forFixedParameters() {
        int columns = Rows.math().productColumns();
        return columns == 0 ? this : new FastKernels(new PackedWeights(columns));
    }

    @Override
    public void embeddings(
            INDArray tokenIds,
            INDArray positionIds,
            INDArray typeIds,
            INDArray word,
            INDArray position,
            INDArray type,
            INDArray output) {
        int hidden = PlainKernels.columns(word);
        int[] tokens = Memory.toInts(tokenIds);
        int[] positions = Memory.toInts(positionIds);
        int[] types = Memory.toInts(typeIds);
        FloatBuffer words = Memory.floats(word);
        FloatBuffer positionRows = Memory.floats(position);
        FloatBuffer typeRows = Memory.floats(type);
        FloatBuffer out = Memory.floats(output);
        Workers.ranges(tokens.length, LEAST_ROWS, (from, to) -> {
            float[] sum = new float[hidden];
            float[] added = new float[hidden];
            for (int i = from; i < to; i++) {
                words.get(tokens[i] * hidden, sum);
                positionRows.get(positions[i] * hidden, added);
                Rows.add(added, sum);
                typeRows.get(types[i] * hidden, added);
                Rows.add(added, sum);
                out.put(i * hidden, sum);
            }
        });
    }

    @Override
    public void embeddingGradient(INDArray ids, INDArray gradient, INDArray tableGradient) {
        int hidden = PlainKernels.columns(tableGradient);
        int[] rows = Memory.toInts(ids);
        Pointer.memset(Memory.pointer(tableGradient), 0, tableGradient.length() * Float.BYTES);
        FloatBuffer from = Memory.floats(gradient);
        FloatBuffer table = Memory.floats(tableGradient);
        Workers.ranges(hidden, LEAST_COLUMNS, (begin, end) -> {
            float[] sum = new float[end - begin];
            float[] added = new float[end - begin];
            for (int i = 0; i < rows.length; i++) {
                table.get(rows[i] * hidden + begin, sum);
                from.get(i * hidden + begin, added);
                Rows.add(added, sum);
                table.put(rows[i] * hidden + begin, sum);
            }
        });
    }

    @Override
    public void layerNorm(
            INDArray x,
            @Nullable INDArray residual,
            DropoutDraw draw,
            INDArray gamma,
            INDArray beta,
            double epsilon,
            INDArray output) {
        new FastLayerNorm(x, residual, draw, gamma, epsilon).forward(beta, output);
    }

    @Override
    public void layerNormGradient(
            INDArray x,
            @Nullable INDArray residual,
            DropoutDraw draw,
            INDArray gamma,
            double epsilon,
            INDArray outputGradient,
            INDArray sumGradient,
            @Nullable INDArray xGradient,
            INDArray gammaGradient,
            INDArray betaGradient) {
        new FastLayerNorm(x, residual, draw, gamma, epsilon)
                .backward(outputGradient, sumGradient, xGradient, gammaGradient, betaGradient);
    }

    @Override
    public void linear(
            INDArray x,
            INDArray weight,
            INDArray bias,
            Pointwise function,
            INDArray output,
            @Nullable INDArray preActivation) {
        Optional<PackedWeight> known = packed == null || preActivation != null ? Optional.empty() : packed.of(weight);
        if (known.isPresent()) {
            PackedLinear.forward(x, known.get(), bias, function, output);
        } else {
            FastLinear.forward(x, weight, bias, function, output, preActivation);
        }
    }

    @Override
    public void pointwiseGradient(
            Pointwise function, INDArray preActivation, INDArray outputGradient, INDArray preActivationGradient) {
        int width = PlainKernels.columns(preActivation);
        FloatBuffer at = Memory.floats(preActivation);
        FloatBuffer from = Memory.floats(outputGradient);
        FloatBuffer to = Memory.floats(preActivationGradient);
        Workers.ranges(Rows.count(preActivation), LEAST_ROWS, (begin, end) -> {
            float[] x = new float[width];
            float[] gradient = new float[width];
            for (int i = begin; i < end; i++) {
                at.get(i * width, x);
                from.get(i * width, gradient);
                Rows.math().multiplyByDerivative(function, x, gradient, width);
                to.put(i * width, gradient);
            }
        });
    }

    @Override
    public void linearGradient(
            INDArray x,
            INDArray weight,
            INDArray outputGradient,
            @Nullable INDArray xGradient,
            INDArray weightGradient,
            INDArray biasGradient) {
        FastLinear.backward(x, weight, outputGradient, xGradient, weightGradient, biasGradient);
    }

    @Override
    public void attention(
            INDArray query,
            INDArray key,
            INDArray value,
            INDArray sequenceOffsets,
            int heads,
            DropoutDraw draw,
            INDArray output) {
        new FastAttention(query, key, value, sequenceOffsets, heads, draw).forward(output);
    }

    @Override
    public void attentionGradient(
            INDArray query,
            INDArray key,
            INDArray value,
            INDArray sequenceOffsets,
            int heads,
            DropoutDraw draw,
            INDArray outputGradient,
            INDArray queryGradient,
            INDArray keyGradient,
            INDArray valueGradient) {
        new FastAttention(query, key, value, sequenceOffsets, heads, draw)
                .backward(outputGradient, queryGradient, keyGradient, valueGradient);
    }

    @Override
    public boolean encoderLayer(EncoderLayer layer, INDArray x, INDArray sequenceOffsets, INDArray output) {
        return packed != null && PackedLayer.forward(layer, packed, x, sequenceOffsets, output);
    }

    @Override
    public void pool(INDArray x, INDArray sequenceOffsets, boolean mean, INDArray output) {
        int width = PlainKernels.columns(x);
        int[] offsets = Memory.toInts(sequenceOffsets);
        FloatBuffer rows = Memory.floats(x);
        FloatBuffer out = Memory.floats(output);
        Workers.ranges(offsets.length - 1, 1, (from, to) -> {
            float[] row = new float[width];
            for (int s = from; s < to; s++) {
                int end = mean ? offsets[s + 1] : offsets[s] + 1;
                float[] sum = new float[width];
                for (int i = offsets[s]; i < end; i++) {
                    rows.get(i * width, row);
                    Rows.add(row, sum);
                }
                Rows.scale(sum, 1f / (end - offsets[s]));
                out.put(s * width, sum);
            }
        });
    }

    @Override
    public void poolGradient(INDArray outputGradient, INDArray sequenceOffsets, boolean mean, INDArray xGradient) {
        int width = PlainKernels.columns(xGradient);
        int[] offsets = Memory.toInts(sequenceOffsets);
        FloatBuffer dOut = Memory.floats(outputGradient);
        FloatBuffer dX = Memory.floats(xGradient);
        float[] zeros = new float[width];
        Workers.ranges(offsets.length - 1, 1, (from, to) -> {
            float[] row = new float[width];
            for (int s = from; s < to; s++) {
                int end = mean ? offsets[s + 1] : offsets[s] + 1;
                dOut.get(s * width, row);
                Rows.scale(row, 1f / (end - offsets[s]));
                for (int i = offsets[s]; i < offsets[s + 1]; i++) {
                    dX.put(i * width, i < end ? row : zeros);
                }
            }
        });
    }

    @Override
    public void add(INDArray x, INDArray y, INDArray output) {
        FastUpdates.add(x, y, output);
    }

    @Override
    public void dropout(INDArray x, DropoutDraw draw, INDArray output) {
        int width = PlainKernels.columns(x);
        FloatBuffer from = Memory.floats(x);
        FloatBuffer to = Memory.floats(output);
        Workers.ranges(Rows.count(x), LEAST_ROWS, (begin, end) -> {
            float[] row = new float[width];
            for (int i = begin; i < end; i++) {
                from.get(i * width, row);
                Rows.drop(row, draw, i);
                to.put(i * width, row);
            }
        });
    }

    @Override
    public void crossEntropy(
            INDArray logits, INDArray targets, INDArray classWeights, double labelSmoothing, INDArray loss) {
        PlainLosses.crossEntropy(logits, targets, classWeights, labelSmoothing, loss);
    }

    @Override
    public void crossEntropyGradient(
            INDArray logits, INDArray targets, INDArray classWeights, double labelSmoothing, INDArray logitsGradient) {
        PlainLosses.crossEntropyGradient(logits, targets, classWeights, labelSmoothing, logitsGradient);
    }

    @Override
    public void binaryCrossEntropy(INDArray logits, INDArray targets, INDArray loss) {
        PlainLosses.binaryCrossEntropy(logits, targets, loss);
    }

    @Override
    public void binaryCrossEntropyGradient(INDArray logits, INDArray targets, INDArray logitsGradient) {
        PlainLosses.binaryCrossEntropyGradient(logits, targets, logitsGradient);
    }

    @Override
    public double sumOfSquares(INDArray values) {
        return FastUpdates.sumOfSquares(values);
    }

    @Override
    public void adam(AdamStep step, INDArray parameter, INDArray gradient, INDArray mean, INDArray meanSquare) {
        FastUpdates.adam(step, parameter, gradient, mean, meanSquare);
    }

    @Override
    public void update(UpdateRule rule, INDArray parameter, INDArray gradient, List<INDArray> states) {
        FastUpdates.apply(rule, parameter, gradient, states);
    }

    @Override
    public void adafactor(
            FactoredStep step, INDArray parameter, INDArray gradient, INDArray rowMeans, INDArray columnMeans) {
        float[] rows = PlainKernels.read(rowMeans);
        float[] columns = PlainKernels.read(columnMeans);
        new FactoredUpdate(step, Memory.floats(parameter), Memory.floats(gradient), rows.length, columns.length)
                .run(rows, columns);
        PlainKernels.write(rows, rowMeans);
        PlainKernels.write(columns, columnMeans);
    }
}
