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
            float[] probabilities = probabilities(sequence, head, scores, scratch);
            if (draw.active()) {
                for (int i = 0; i < length; i++) {
                    Rows.math().drop(probabilities, i * scores.stride(), length, draw, row(sequence, head, i));
                }
            }
            scratch.write(0, scores);
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
            float[] p = probabilities(sequence, head, probabilities, scratch);
            Blas.timesTransposed(1, dOutHead, head(value, sequence, head), gradients);
            float[] g = scratch.read(1, gradients);
            for (int i = 0; i < length; i++) {
                int start = i * probabilities.stride();
                long row = row(sequence, head, i);
                if (draw.active()) {
                    Rows.math().drop(g, start, length, draw, row);
                }
                Rows.math().softmaxGradient(p, g, start, length);
                if (draw.active()) {
                    Rows.math().drop(p, start, length, draw, row);
                }
            }
            scratch.write(0, probabilities);
            scratch.write(1, gradients);
            // Now the gradients are those of the scores, and the probabilities the dropped ones.
            Blas.transposedTimes(1, probabilities, dOutHead, head(dValue, sequence, head));
            Blas.times(scale, gradients, head(key, sequence, head), head(dQuery, sequence, head));
            Blas.transposedTimes(scale, gradients, head(query, sequence, head), head(dKey, sequence, head));
        });
    }

    /** Leaves the probabilities in scratch array 0, rows {@code scores.stride()} apart. */
    private float[] probabilities(int sequence, int head, Matrix scores, Scratch scratch) {
        Blas.timesTransposed(scale, head(query, sequence, head), head(key, sequence, head), scores);
        float[] values = scratch.read(0, scores);
        for (int i = 0; i < scores.rows(); i++) {
            Rows.math().softmax(values, i * scores.stride(), scores.columns());
        }
        return values;
    }

    private long row(int sequence, int head, int query) {
        return DropoutDraw.attentionRow(offsets[sequence] + query, heads, head);
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

    /**
     * Two squares of a thread's own, as large as the longest sequence so far: outside the heap for the products, and in
     * arrays for the loops between them.
     */
    private static final class Scratch {
        private final FloatPointer[] squares = {new FloatPointer(1), new FloatPointer(1)};
        private final FloatBuffer[] buffers = {squares[0].asBuffer(), squares[1].asBuffer()};
        private final float[][] arrays = {new float[1], new float[1]};

        Matrix square(int which, int length) {
            int size = Math.multiplyExact(length, length);
            if (arrays[which].length < size) {
                squares[which].close();
                squares[which] = new FloatPointer(size);
                buffers[which] = squares[which].asBuffer();
                arrays[which] = new float[size];
            }
            return new Matrix(squares[which], length, length, length);
        }

        float[] read(int which, Matrix square) {
            buffers[which].get(0, arrays[which], 0, square.rows() * square.stride());
            return arrays[which];
        }

        void write(int which, Matrix square) {
            buffers[which].put(0, arrays[which], 0, square.rows() * square.stride());
        }
    }
}
