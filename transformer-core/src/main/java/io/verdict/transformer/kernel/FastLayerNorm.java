package io.verdict.transformer.kernel;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dropout, residual sum and layer normalization in one pass over the rows, and their gradients in another. */
final class FastLayerNorm {
    /** Rows whose gamma and beta gradients are summed together; fixed, so that sums do not depend on the threads. */
    private static final int CHUNK = 64;

    private final FloatBuffer x;
    private final @Nullable FloatBuffer residual;
    private final DropoutDraw draw;
    private final float[] gamma;
    private final double epsilon;
    private final int rows;
    private final int width;

    FastLayerNorm(INDArray x, @Nullable INDArray residual, DropoutDraw draw, INDArray gamma, double epsilon) {
        this.x = Memory.floats(x);
        this.residual = residual == null ? null : Memory.floats(residual);
        this.draw = draw;
        this.gamma = PlainKernels.read(gamma);
        this.epsilon = epsilon;
        this.rows = Rows.count(x);
        this.width = PlainKernels.columns(x);
    }

    void forward(INDArray beta, INDArray output) {
        float[] shift = PlainKernels.read(beta);
        FloatBuffer out = Memory.floats(output);
        Workers.ranges(rows, CHUNK, (from, to) -> {
            float[] row = new float[width];
            float[] added = new float[width];
            for (int i = from; i < to; i++) {
                normalize(i, row, added);
                scaleAndShift(row, gamma, shift);
                out.put(i * width, row);
            }
        });
    }

    void backward(
            INDArray outputGradient,
            INDArray sumGradient,
            @Nullable INDArray xGradient,
            INDArray gammaGradient,
            INDArray betaGradient) {
        FloatBuffer dOut = Memory.floats(outputGradient);
        FloatBuffer dSum = Memory.floats(sumGradient);
        FloatBuffer dX = xGradient == null ? null : Memory.floats(xGradient);
        int chunks = (rows + CHUNK - 1) / CHUNK;
        float[][] dGammas = new float[chunks][width];
        float[][] dBetas = new float[chunks][width];
        Workers.run(chunks, chunk -> {
            float[] normalized = new float[width];
            float[] gradient = new float[width];
            for (int i = chunk * CHUNK; i < Math.min(rows, (chunk + 1) * CHUNK); i++) {
                float inverseDeviation = normalize(i, normalized, gradient);
                dOut.get(i * width, gradient);
                for (int j = 0; j < width; j++) {
                    dGammas[chunk][j] += gradient[j] * normalized[j];
                    dBetas[chunk][j] += gradient[j];
                    gradient[j] *= gamma[j];
                }
                float mean = Rows.sum(gradient) / width;
                float meanTimesNormalized = Rows.dot(gradient, normalized) / width;
                for (int j = 0; j < width; j++) {
                    gradient[j] = inverseDeviation * (gradient[j] - mean - normalized[j] * meanTimesNormalized);
                }
                dSum.put(i * width, gradient);
                if (dX != null) {
                    Rows.drop(gradient, draw, i);
                    dX.put(i * width, gradient);
                }
            }
        });
        Memory.floats(gammaGradient).put(0, Rows.total(dGammas, width));
        Memory.floats(betaGradient).put(0, Rows.total(dBetas, width));
    }

    /** Puts the normalized row {@code i} into {@code row}; returns the inverse of its deviation. */
    private float normalize(int i, float[] row, float[] scratch) {
        x.get(i * width, row);
        Rows.drop(row, draw, i);
        if (residual != null) {
            residual.get(i * width, scratch);
            Rows.add(scratch, row);
        }
        return normalize(row, epsilon);
    }

    /** Normalizes a row in place; returns the inverse of its deviation. */
    static float normalize(float[] row, double epsilon) {
        float mean = Rows.sum(row) / row.length;
        for (int j = 0; j < row.length; j++) {
            row[j] -= mean;
        }
        float inverseDeviation = (float) (1 / Math.sqrt(Rows.dot(row, row) / row.length + epsilon));
        Rows.scale(row, inverseDeviation);
        return inverseDeviation;
    }

    /** {@code row[j] = row[j] * gamma[j] + beta[j]}. */
    static void scaleAndShift(float[] row, float[] gamma, float[] beta) {
        for (int j = 0; j < row.length; j++) {
            row[j] = row[j] * gamma[j] + beta[j];
        }
    }
}
