package io.verdict.transformer.kernel;

import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums and updates in one pass over the memory, block by block and on several threads. */
final class FastUpdates {
    /** Values of a block: four arrays of it stay in the first-level cache. */
    private static final int BLOCK = 2048;

    private FastUpdates() {}

    static double sumOfSquares(INDArray values) {
        FloatBuffer memory = Memory.floats(values);
        int length = Math.toIntExact(values.length());
        double[] sums = new double[blocks(length)];
        Workers.ranges(sums.length, 1, (from, to) -> {
            float[] block = new float[BLOCK];
            for (int i = from; i < to; i++) {
                int size = Math.min(BLOCK, length - i * BLOCK);
                memory.get(i * BLOCK, block, 0, size);
                double sum = 0;
                for (int j = 0; j < size; j++) {
                    sum += (double) block[j] * block[j];
                }
                sums[i] = sum;
            }
        });
        double sum = 0;
        for (double part : sums) {
            sum += part;
        }
        return sum;
    }

    static void add(INDArray x, INDArray y, INDArray output) {
        FloatBuffer first = Memory.floats(x);
        FloatBuffer second = Memory.floats(y);
        FloatBuffer to = Memory.floats(output);
        int length = Math.toIntExact(x.length());
        Workers.ranges(blocks(length), 1, (from, end) -> {
            float[] sum = new float[BLOCK];
            float[] added = new float[BLOCK];
            for (int i = from; i < end; i++) {
                int size = Math.min(BLOCK, length - i * BLOCK);
                first.get(i * BLOCK, sum, 0, size);
                second.get(i * BLOCK, added, 0, size);
                Rows.add(added, sum);
                to.put(i * BLOCK, sum, 0, size);
            }
        });
    }

    static void apply(UpdateRule rule, INDArray parameter, INDArray gradient, List<INDArray> states) {
        FloatBuffer parameters = Memory.floats(parameter);
        FloatBuffer gradients = Memory.floats(gradient);
        List<FloatBuffer> kept = states.stream().map(Memory::floats).toList();
        int length = Math.toIntExact(parameter.length());
        Workers.ranges(blocks(length), 1, (from, to) -> {
            float[] p = new float[BLOCK];
            float[] g = new float[BLOCK];
            float[][] s = new float[kept.size()][BLOCK];
            for (int i = from; i < to; i++) {
                int start = i * BLOCK;
                int size = Math.min(BLOCK, length - start);
                parameters.get(start, p, 0, size);
                gradients.get(start, g, 0, size);
                for (int j = 0; j < s.length; j++) {
                    kept.get(j).get(start, s[j], 0, size);
                }
                rule.apply(p, g, s, size);
                parameters.put(start, p, 0, size);
                for (int j = 0; j < s.length; j++) {
                    kept.get(j).put(start, s[j], 0, size);
                }
            }
        });
    }

    static void adam(AdamStep step, INDArray parameter, INDArray gradient, INDArray mean, INDArray meanSquare) {
        FloatBuffer parameters = Memory.floats(parameter);
        FloatBuffer gradients = Memory.floats(gradient);
        FloatBuffer means = Memory.floats(mean);
        FloatBuffer meanSquares = Memory.floats(meanSquare);
        int length = Math.toIntExact(parameter.length());
        Workers.ranges(blocks(length), 1, (from, to) -> {
            float[] p = new float[BLOCK];
            float[] g = new float[BLOCK];
            float[] m = new float[BLOCK];
            float[] v = new float[BLOCK];
            for (int i = from; i < to; i++) {
                int start = i * BLOCK;
                int size = Math.min(BLOCK, length - start);
                parameters.get(start, p, 0, size);
                gradients.get(start, g, 0, size);
                means.get(start, m, 0, size);
                meanSquares.get(start, v, 0, size);
                adam(step, size, p, g, m, v);
                parameters.put(start, p, 0, size);
                means.put(start, m, 0, size);
                meanSquares.put(start, v, 0, size);
            }
        });
    }

    private static void adam(AdamStep step, int size, float[] p, float[] g, float[] m, float[] v) {
        float scale = (float) step.gradientScale();
        float beta1 = (float) step.beta1();
        float beta2 = (float) step.beta2();
        float rest1 = (float) (1 - step.beta1());
        float rest2 = (float) (1 - step.beta2());
        float keep = (float) (1 - step.learningRate() * step.weightDecay());
        float stepSize = (float) step.stepSize();
        float rootScale = (float) (1 / step.rootCorrection());
        float epsilon = (float) step.epsilon();
        for (int j = 0; j < size; j++) {
            float gradient = g[j] * scale;
            m[j] = beta1 * m[j] + rest1 * gradient;
            v[j] = beta2 * v[j] + rest2 * gradient * gradient;
            p[j] = p[j] * keep - stepSize * m[j] / ((float) Math.sqrt(v[j]) * rootScale + epsilon);
        }
    }

    private static int blocks(int length) {
        return (length + BLOCK - 1) / BLOCK;
    }
}
