package io.verdict.transformer.kernel;

import io.verdict.transformer.kernel.Blas.Matrix;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Self-attention, one sequence and head at a time: the scores of one head stay in the cache between the two products,
 * and a head's columns are read in place. The backward pass computes the probabilities again instead of keeping them.
 */
final class FastAttention {
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final FloatPointer query;
    private final FloatPointer key;
    private final FloatPointer value;
    private final int[] offsets;
    private final int heads;
    private final int hidden;
    private final int headSize;
    private final float scale;
    private final DropoutDraw draw;

    FastAttention(INDArray query, INDArray key, INDArray value, INDArray sequenceOffsets, int heads, DropoutDraw draw) {
        this.query = Memory.pointer(query);
        this.key = Memory.pointer(key);
        this.value = Memory.pointer(value);
        this.offsets = Memory.toInts(sequenceOffsets);
        this.heads = heads;
        this.hidden = PlainKernels.columns(query);
        this.headSize = hidden / heads;
        this.scale = (float) (1 / Math.sqrt(headSize));
        this.draw = draw;
    }

    void forward(INDArray output) {
        FloatPointer out = Memory.pointer(output);
        eachHead((sequence, head) -> {
            int length = length(sequence);
            Scratch scratch = SCRATCH.get();
            Matrix scores = scratch.square(0, length);
            probabilities(sequence, head, scores, scratch.buffer(0));
            drop(sequence, head, scratch.buffer(0), length);
            Blas.times(1, scores, head(value, sequence, head), head(out, sequence, head));
        });
    }

    void backward(INDArray outputGradient, INDArray queryGradient, INDArray keyGradient, INDArray valueGradient) {
        FloatPointer dOut = Memory.pointer(outputGradient);
        FloatPointer dQuery = Memory.pointer(queryGradient);
        FloatPointer dKey = Memory.pointer(keyGradient);
        FloatPointer dValue = Memory.pointer(valueGradient);
        eachHead((sequence, head) -> {
            int length = length(sequence);
            Scratch scratch = SCRATCH.get();
            Matrix probabilities = scratch.square(0, length);
            Matrix gradients = scratch.square(1, length);
            Matrix dOutHead = head(dOut, sequence, head);
            probabilities(sequence, head, probabilities, scratch.buffer(0));
            Blas.timesTransposed(1, dOutHead, head(value, sequence, head), gradients);
            scoreGradients(sequence, head, length, scratch);
            // The gradients' square now holds those of the scores, the probabilities' the dropped ones.
            Blas.transposedTimes(1, probabilities, dOutHead, head(dValue, sequence, head));
            Blas.times(scale, gradients, head(key, sequence, head), head(dQuery, sequence, head));
            Blas.transposedTimes(scale, gradients, head(query, sequence, head), head(dKey, sequence, head));
        });
    }

    private void probabilities(int sequence, int head, Matrix scores, FloatBuffer buffer) {
        Blas.timesTransposed(scale, head(query, sequence, head), head(key, sequence, head), scores);
        int length = length(sequence);
        float[] row = new float[length];
        for (int i = 0; i < length; i++) {
            buffer.get(i * length, row);
            softmax(row);
            buffer.put(i * length, row);
        }
    }

    private void drop(int sequence, int head, FloatBuffer buffer, int length) {
        if (!draw.active()) {
            return;
        }
        float[] row = new float[length];
        for (int i = 0; i < length; i++) {
            buffer.get(i * length, row);
            Rows.drop(row, draw, DropoutDraw.attentionIndex(offsets[sequence] + i, heads, head, 0));
            buffer.put(i * length, row);
        }
    }

    private void scoreGradients(int sequence, int head, int length, Scratch scratch) {
        FloatBuffer probabilities = scratch.buffer(0);
        FloatBuffer gradients = scratch.buffer(1);
        float[] p = new float[length];
        float[] gradient = new float[length];
        for (int i = 0; i < length; i++) {
            long first = DropoutDraw.attentionIndex(offsets[sequence] + i, heads, head, 0);
            probabilities.get(i * length, p);
            gradients.get(i * length, gradient);
            Rows.drop(gradient, draw, first);
            float weighted = Rows.dot(gradient, p);
            for (int j = 0; j < length; j++) {
                gradient[j] = p[j] * (gradient[j] - weighted);
            }
            gradients.put(i * length, gradient);
            Rows.drop(p, draw, first);
            probabilities.put(i * length, p);
        }
    }

    private static void softmax(float[] row) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float score : row) {
            largest = Math.max(largest, score);
        }
        for (int j = 0; j < row.length; j++) {
            row[j] = FastMath.exp(row[j] - largest);
        }
        Rows.scale(row, 1 / Rows.sum(row));
    }

    private Matrix head(FloatPointer array, int sequence, int head) {
        long start = (long) offsets[sequence] * hidden + (long) head * headSize;
        return new Matrix(array.getPointer(start), length(sequence), headSize, hidden);
    }

    private int length(int sequence) {
        return offsets[sequence + 1] - offsets[sequence];
    }

    private void eachHead(HeadWork work) {
        Workers.run((offsets.length - 1) * heads, task -> work.run(task / heads, task % heads));
    }

    private interface HeadWork {
        void run(int sequence, int head);
    }

    /** Two squares of a thread's own, as large as the longest sequence so far. */
    private static final class Scratch {
        private final FloatPointer[] squares = {new FloatPointer(1), new FloatPointer(1)};

        Matrix square(int which, int length) {
            long size = (long) length * length;
            if (squares[which].capacity() < size) {
                squares[which].close();
                squares[which] = new FloatPointer(size);
            }
            return new Matrix(squares[which], length, length, length);
        }

        FloatBuffer buffer(int which) {
            return squares[which].asBuffer();
        }
    }
}
