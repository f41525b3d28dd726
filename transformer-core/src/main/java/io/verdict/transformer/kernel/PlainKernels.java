package io.verdict.transformer.kernel;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The operations as their definitions read: one loop an index, one thread, sums in double precision. The reference
 * that faster kernels are tested against; attention and the losses are in {@link PlainAttention} and
 * {@link PlainLosses}.
 */
public final class PlainKernels implements Kernels {
    @Override
    public String name() {
        return "plain";
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
        int hidden = columns(word);
        int[] tokens = Memory.toInts(tokenIds);
        int[] positions = Memory.toInts(positionIds);
        int[] types = Memory.toInts(typeIds);
        FloatBuffer words = Memory.floats(word);
        FloatBuffer positionRows = Memory.floats(position);
        FloatBuffer typeRows = Memory.floats(type);
        FloatBuffer out = Memory.floats(output);
        for (int i = 0; i < tokens.length; i++) {
            for (int j = 0; j < hidden; j++) {
                out.put(
                        i * hidden + j,
                        words.get(tokens[i] * hidden + j)
                                + positionRows.get(positions[i] * hidden + j)
                                + typeRows.get(types[i] * hidden + j));
            }
        }
    }

    @Override
    public void embeddingGradient(INDArray ids, INDArray gradient, INDArray tableGradient) {
        int hidden = columns(tableGradient);
        int[] rows = Memory.toInts(ids);
        float[] from = read(gradient);
        float[] table = new float[size(tableGradient)];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < hidden; j++) {
                table[rows[i] * hidden + j] += from[i * hidden + j];
            }
        }
        write(table, tableGradient);
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
        int width = columns(x);
        float[] sum = dropAndAdd(x, residual, draw);
        float[] scale = read(gamma);
        float[] shift = read(beta);
        float[] out = new float[sum.length];
        for (int start = 0; start < sum.length; start += width) {
            Moments moments = Moments.of(sum, start, width, epsilon);
            for (int j = 0; j < width; j++) {
                out[start + j] = (float) (moments.normalized(sum[start + j]) * scale[j] + shift[j]);
            }
        }
        write(out, output);
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
        int width = columns(x);
        float[] sum = dropAndAdd(x, residual, draw);
        float[] scale = read(gamma);
        float[] dOut = read(outputGradient);
        float[] dSum = new float[sum.length];
        double[] dGamma = new double[width];
        double[] dBeta = new double[width];
        for (int start = 0; start < sum.length; start += width) {
            Moments moments = Moments.of(sum, start, width, epsilon);
            double mean = 0;
            double meanTimesNormalized = 0;
            for (int j = 0; j < width; j++) {
                double normalized = moments.normalized(sum[start + j]);
                double dNormalized = dOut[start + j] * scale[j];
                dGamma[j] += dOut[start + j] * normalized;
                dBeta[j] += dOut[start + j];
                mean += dNormalized / width;
                meanTimesNormalized += dNormalized * normalized / width;
            }
            for (int j = 0; j < width; j++) {
                double normalized = moments.normalized(sum[start + j]);
                dSum[start + j] = (float) (moments.inverseDeviation()
                        * (dOut[start + j] * scale[j] - mean - normalized * meanTimesNormalized));
            }
        }
        write(dSum, sumGradient);
        if (xGradient != null) {
            float[] dX = new float[dSum.length];
            for (int i = 0; i < dX.length; i++) {
                dX[i] = dSum[i] * draw.factor(i / width, i % width);
            }
            write(dX, xGradient);
        }
        write(toFloats(dGamma), gammaGradient);
        write(toFloats(dBeta), betaGradient);
    }

    @Override
    public void linear(
            INDArray x,
            INDArray weight,
            INDArray bias,
            Pointwise function,
            INDArray output,
            @Nullable INDArray preActivation) {
        int in = columns(x);
        int out = columns(output);
        float[] rows = read(x);
        float[] weights = read(weight);
        float[] shift = read(bias);
        float[] sums = new float[size(output)];
        float[] values = new float[size(output)];
        for (int i = 0; i < sums.length; i++) {
            int row = i / out;
            int column = i % out;
            double sum = shift[column];
            for (int j = 0; j < in; j++) {
                sum += (double) rows[row * in + j] * weights[column * in + j];
            }
            sums[i] = (float) sum;
            values[i] = (float) function.value(sums[i]);
        }
        write(values, output);
        if (preActivation != null) {
            write(sums, preActivation);
        }
    }

    @Override
    public void pointwiseGradient(
            Pointwise function, INDArray preActivation, INDArray outputGradient, INDArray preActivationGradient) {
        float[] at = read(preActivation);
        float[] gradient = read(outputGradient);
        for (int i = 0; i < at.length; i++) {
            gradient[i] = (float) (gradient[i] * function.derivative(at[i]));
        }
        write(gradient, preActivationGradient);
    }

    @Override
    public void linearGradient(
            INDArray x,
            INDArray weight,
            INDArray outputGradient,
            @Nullable INDArray xGradient,
            INDArray weightGradient,
            INDArray biasGradient) {
        int in = columns(x);
        int out = columns(outputGradient);
        float[] rows = read(x);
        float[] weights = read(weight);
        float[] dOut = read(outputGradient);
        double[] dX = new double[rows.length];
        double[] dWeight = new double[weights.length];
        double[] dBias = new double[out];
        for (int i = 0; i < dOut.length; i++) {
            int row = i / out;
            int column = i % out;
            dBias[column] += dOut[i];
            for (int j = 0; j < in; j++) {
                dX[row * in + j] += (double) dOut[i] * weights[column * in + j];
                dWeight[column * in + j] += (double) dOut[i] * rows[row * in + j];
            }
        }
        if (xGradient != null) {
            write(toFloats(dX), xGradient);
        }
        write(toFloats(dWeight), weightGradient);
        write(toFloats(dBias), biasGradient);
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
        new PlainAttention(query, key, value, sequenceOffsets, heads, draw).forward(output);
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
        new PlainAttention(query, key, value, sequenceOffsets, heads, draw)
                .backward(outputGradient, queryGradient, keyGradient, valueGradient);
    }

    @Override
    public void pool(INDArray x, INDArray sequenceOffsets, boolean mean, INDArray output) {
        int width = columns(x);
        int[] offsets = Memory.toInts(sequenceOffsets);
        float[] rows = read(x);
        float[] out = new float[size(output)];
        for (int s = 0; s + 1 < offsets.length; s++) {
            int end = mean ? offsets[s + 1] : offsets[s] + 1;
            for (int j = 0; j < width; j++) {
                double sum = 0;
                for (int i = offsets[s]; i < end; i++) {
                    sum += rows[i * width + j];
                }
                out[s * width + j] = (float) (sum / (end - offsets[s]));
            }
        }
        write(out, output);
    }

    @Override
    public void poolGradient(INDArray outputGradient, INDArray sequenceOffsets, boolean mean, INDArray xGradient) {
        int width = columns(xGradient);
        int[] offsets = Memory.toInts(sequenceOffsets);
        float[] dOut = read(outputGradient);
        float[] dX = new float[size(xGradient)];
        for (int s = 0; s + 1 < offsets.length; s++) {
            int end = mean ? offsets[s + 1] : offsets[s] + 1;
            for (int i = offsets[s]; i < end; i++) {
                for (int j = 0; j < width; j++) {
                    dX[i * width + j] = dOut[s * width + j] / (end - offsets[s]);
                }
            }
        }
        write(dX, xGradient);
    }

    @Override
    public void add(INDArray x, INDArray y, INDArray output) {
        float[] sum = read(x);
        float[] added = read(y);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += added[i];
        }
        write(sum, output);
    }

    @Override
    public void dropout(INDArray x, DropoutDraw draw, INDArray output) {
        write(dropAndAdd(x, null, draw), output);
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
        double sum = 0;
        for (float value : read(values)) {
            sum += (double) value * value;
        }
        return sum;
    }

    @Override
    public void adam(AdamStep step, INDArray parameter, INDArray gradient, INDArray mean, INDArray meanSquare) {
        float[] p = read(parameter);
        float[] g = read(gradient);
        float[] m = read(mean);
        float[] v = read(meanSquare);
        for (int i = 0; i < p.length; i++) {
            double scaled = g[i] * step.gradientScale();
            double decayed = p[i] * (1 - step.learningRate() * step.weightDecay());
            m[i] = (float) (step.beta1() * m[i] + (1 - step.beta1()) * scaled);
            v[i] = (float) (step.beta2() * v[i] + (1 - step.beta2()) * scaled * scaled);
            double root = Math.sqrt(v[i]) / step.rootCorrection() + step.epsilon();
            p[i] = (float) (decayed - step.stepSize() * m[i] / root);
        }
        write(p, parameter);
        write(m, mean);
        write(v, meanSquare);
    }

    private static float[] dropAndAdd(INDArray x, @Nullable INDArray residual, DropoutDraw draw) {
        float[] sum = read(x);
        int width = columns(x);
        float[] added = residual == null ? new float[sum.length] : read(residual);
        for (int i = 0; i < sum.length; i++) {
            sum[i] = sum[i] * draw.factor(i / width, i % width) + added[i];
        }
        return sum;
    }

    static float[] read(INDArray array) {
        float[] values = new float[size(array)];
        Memory.floats(array).get(0, values);
        return values;
    }

    static void write(float[] values, INDArray array) {
        Memory.floats(array).put(0, values);
    }

    static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    static int columns(INDArray matrix) {
        return Math.toIntExact(matrix.size(-1));
    }

    private static int size(INDArray array) {
        return Math.toIntExact(array.length());
    }

    /** Mean and deviation of a row. */
    private record Moments(double mean, double inverseDeviation) {
        static Moments of(float[] values, int start, int width, double epsilon) {
            double mean = 0;
            for (int j = 0; j < width; j++) {
                mean += values[start + j] / (double) width;
            }
            double variance = 0;
            for (int j = 0; j < width; j++) {
                variance += (values[start + j] - mean) * (values[start + j] - mean) / width;
            }
            return new Moments(mean, 1 / Math.sqrt(variance + epsilon));
        }

        double normalized(double value) {
            return (value - mean) * inverseDeviation;
        }
    }
}
