package io.verdict.transformer.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The losses and their gradients by the definition, in double precision. Logits are few, so every CPU provider uses
 * these.
 */
final class PlainLosses {
    private PlainLosses() {}

    static void crossEntropy(
            INDArray logits, INDArray targets, INDArray classWeights, double labelSmoothing, INDArray loss) {
        int classes = PlainKernels.columns(logits);
        float[] values = PlainKernels.read(logits);
        int[] wanted = Memory.toInts(targets);
        float[] weights = PlainKernels.read(classWeights);
        double targetLoss = 0;
        double smoothLoss = 0;
        for (int i = 0; i < wanted.length; i++) {
            double[] logProbabilities = logSoftmax(values, i * classes, classes);
            targetLoss -= weights[wanted[i]] * logProbabilities[wanted[i]];
            for (int c = 0; c < classes; c++) {
                smoothLoss -= weights[c] * logProbabilities[c] / classes;
            }
        }
        double total = (1 - labelSmoothing) * targetLoss + labelSmoothing * smoothLoss;
        PlainKernels.write(new float[] {(float) (total / weightOf(wanted, weights))}, loss);
    }

    static void crossEntropyGradient(
            INDArray logits, INDArray targets, INDArray classWeights, double labelSmoothing, INDArray logitsGradient) {
        int classes = PlainKernels.columns(logits);
        float[] values = PlainKernels.read(logits);
        int[] wanted = Memory.toInts(targets);
        float[] weights = PlainKernels.read(classWeights);
        double sumOfWeights = 0;
        for (float weight : weights) {
            sumOfWeights += weight;
        }
        double divisor = weightOf(wanted, weights);
        float[] gradient = new float[values.length];
        for (int i = 0; i < wanted.length; i++) {
            double[] logProbabilities = logSoftmax(values, i * classes, classes);
            for (int c = 0; c < classes; c++) {
                double p = Math.exp(logProbabilities[c]);
                double target = weights[wanted[i]] * (p - (c == wanted[i] ? 1 : 0));
                double smooth = (sumOfWeights * p - weights[c]) / classes;
                gradient[i * classes + c] =
                        (float) (((1 - labelSmoothing) * target + labelSmoothing * smooth) / divisor);
            }
        }
        PlainKernels.write(gradient, logitsGradient);
    }

    static void binaryCrossEntropy(INDArray logits, INDArray targets, INDArray loss) {
        float[] values = PlainKernels.read(logits);
        float[] wanted = PlainKernels.read(targets);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            // log(1 + exp(-|x|)) + max(x, 0) - x t: no overflow for large logits
            sum += Math.log1p(Math.exp(-Math.abs(values[i]))) + Math.max(values[i], 0) - values[i] * wanted[i];
        }
        PlainKernels.write(new float[] {(float) (sum / values.length)}, loss);
    }

    static void binaryCrossEntropyGradient(INDArray logits, INDArray targets, INDArray logitsGradient) {
        float[] values = PlainKernels.read(logits);
        float[] wanted = PlainKernels.read(targets);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((1 / (1 + Math.exp(-values[i])) - wanted[i]) / values.length);
        }
        PlainKernels.write(values, logitsGradient);
    }

    private static double weightOf(int[] wanted, float[] weights) {
        return Arrays.stream(wanted).mapToDouble(c -> weights[c]).sum();
    }

    private static double[] logSoftmax(float[] values, int start, int classes) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            largest = Math.max(largest, values[start + c]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += Math.exp(values[start + c] - largest);
        }
        double[] logProbabilities = new double[classes];
        for (int c = 0; c < classes; c++) {
            logProbabilities[c] = values[start + c] - largest - Math.log(sum);
        }
        return logProbabilities;
    }
}
