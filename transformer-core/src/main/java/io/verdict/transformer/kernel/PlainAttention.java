package io.verdict.transformer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Self-attention and its gradient by the definition, in double precision. */
final class PlainAttention {
    private final float[] query;
    private final float[] key;
    private final float[] value;
    private final int[] offsets;
    private final boolean oneQuery;
    private final int heads;
    private final int hidden;
    private final int headSize;
    private final DropoutDraw draw;

    PlainAttention(
            INDArray query, INDArray key, INDArray value, INDArray sequenceOffsets, int heads, DropoutDraw draw) {
        this.query = PlainKernels.read(query);
        this.key = PlainKernels.read(key);
        this.value = PlainKernels.read(value);
        this.offsets = Memory.toInts(sequenceOffsets);
        this.oneQuery = Rows.count(query) == offsets.length - 1;
        this.heads = heads;
        this.hidden = PlainKernels.columns(query);
        this.headSize = hidden / heads;
        this.draw = draw;
    }

    void forward(INDArray output) {
        double[] out = new double[query.length];
        eachQuery((start, end, row, head) -> {
            double[] probabilities = probabilities(start, end, row, head);
            for (int other = start; other < end; other++) {
                double p = probabilities[other - start] * factor(start, other, row, head);
                for (int j = head * headSize; j < (head + 1) * headSize; j++) {
                    out[row * hidden + j] += p * value[other * hidden + j];
                }
            }
        });
        PlainKernels.write(PlainKernels.toFloats(out), output);
    }

    void backward(INDArray outputGradient, INDArray queryGradient, INDArray keyGradient, INDArray valueGradient) {
        float[] dOut = PlainKernels.read(outputGradient);
        double[] dQuery = new double[query.length];
        double[] dKey = new double[key.length];
        double[] dValue = new double[key.length];
        double scale = 1 / Math.sqrt(headSize);
        eachQuery((start, end, row, head) -> {
            double[] probabilities = probabilities(start, end, row, head);
            double[] dProbabilities = new double[end - start];
            double weighted = 0;
            for (int other = start; other < end; other++) {
                double factor = factor(start, other, row, head);
                double p = probabilities[other - start];
                for (int j = head * headSize; j < (head + 1) * headSize; j++) {
                    dValue[other * hidden + j] += p * factor * dOut[row * hidden + j];
                    dProbabilities[other - start] += factor * dOut[row * hidden + j] * value[other * hidden + j];
                }
                weighted += dProbabilities[other - start] * p;
            }
            for (int other = start; other < end; other++) {
                double dScore = probabilities[other - start] * (dProbabilities[other - start] - weighted) * scale;
                for (int j = head * headSize; j < (head + 1) * headSize; j++) {
                    dQuery[row * hidden + j] += dScore * key[other * hidden + j];
                    dKey[other * hidden + j] += dScore * query[row * hidden + j];
                }
            }
        });
        PlainKernels.write(PlainKernels.toFloats(dQuery), queryGradient);
        PlainKernels.write(PlainKernels.toFloats(dKey), keyGradient);
        PlainKernels.write(PlainKernels.toFloats(dValue), valueGradient);
    }

    /** How token {@code row} of the sequence from {@code start} to {@code end} attends to each of its tokens. */
    private double[] probabilities(int start, int end, int row, int head) {
        double[] scores = new double[end - start];
        double largest = Double.NEGATIVE_INFINITY;
        for (int other = start; other < end; other++) {
            for (int j = head * headSize; j < (head + 1) * headSize; j++) {
                scores[other - start] += (double) query[row * hidden + j] * key[other * hidden + j];
            }
            scores[other - start] /= Math.sqrt(headSize);
            largest = Math.max(largest, scores[other - start]);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - largest);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }

    private double factor(int start, int other, int row, int head) {
        return draw.factor(DropoutDraw.attentionRow(row, heads, head), other - start);
    }

    private void eachQuery(QueryVisitor visitor) {
        for (int s = 0; s + 1 < offsets.length; s++) {
            for (int head = 0; head < heads; head++) {
                int first = oneQuery ? s : offsets[s];
                int last = oneQuery ? s + 1 : offsets[s + 1];
                for (int row = first; row < last; row++) {
                    visitor.visit(offsets[s], offsets[s + 1], row, head);
                }
            }
        }
    }

    private interface QueryVisitor {
        void visit(int start, int end, int row, int head);
    }
}
