package io.verdict.transformer.kernel;

import io.verdict.transformer.kernel.RowMath.Block;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Self-attention on arrays that stay in the cache: a task takes a few heads of one sequence, copies their columns, and
 * does all products and the softmax of a head before the next. The backward pass computes the probabilities again
 * instead of keeping them.
 */
final class FastAttention {
    /** Columns of a task: its arrays are to stay in the second-level cache, and its rows to be worth a copy. */
    private static final int TASK_COLUMNS = 128;
    /** Tasks for each thread, where there are so many heads: texts differ in length. */
    private static final int TASKS_PER_THREAD = 4;
    /** Rows of scores are a multiple of this apart, so that vectors have no rest. */
    private static final int SCORE_COLUMNS = 32;
    /** A score whose probability is next to nothing. */
    private static final float NO_SCORE = -1e30f;

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final FloatBuffer query;
    private final FloatBuffer key;
    private final FloatBuffer value;
    private final int[] offsets;
    private final int heads;
    private final int hidden;
    private final int headSize;
    private final float scale;
    private final DropoutDraw draw;

    FastAttention(INDArray query, INDArray key, INDArray value, INDArray sequenceOffsets, int heads, DropoutDraw draw) {
        this.query = Memory.floats(query);
        this.key = Memory.floats(key);
        this.value = Memory.floats(value);
        this.offsets = Memory.toInts(sequenceOffsets);
        this.heads = heads;
        this.hidden = PlainKernels.columns(query);
        this.headSize = hidden / heads;
        this.scale = (float) (1 / Math.sqrt(headSize));
        this.draw = draw;
    }

    void forward(INDArray output) {
        FloatBuffer out = Memory.floats(output);
        eachTask(task -> {
            Scratch scratch = SCRATCH.get();
            task.read(query, scratch, Scratch.QUERY);
            task.read(key, scratch, Scratch.KEY);
            task.read(value, scratch, Scratch.VALUE);
            float[] outputs = scratch.array(Scratch.OUTPUT, task.size());
            for (int head = 0; head < task.heads(); head++) {
                float[] p = probabilities(task, head, scratch);
                drop(task, head, p);
                Rows.math()
                        .multiply(
                                task.length(),
                                headSize,
                                task.length(),
                                1,
                                task.scores(p),
                                task.head(scratch.get(Scratch.VALUE), head),
                                task.head(outputs, head));
            }
            task.write(outputs, out);
        });
    }

    void backward(INDArray outputGradient, INDArray queryGradient, INDArray keyGradient, INDArray valueGradient) {
        FloatBuffer dOut = Memory.floats(outputGradient);
        FloatBuffer dQuery = Memory.floats(queryGradient);
        FloatBuffer dKey = Memory.floats(keyGradient);
        FloatBuffer dValue = Memory.floats(valueGradient);
        eachTask(task -> {
            Scratch scratch = SCRATCH.get();
            task.read(query, scratch, Scratch.QUERY);
            task.read(key, scratch, Scratch.KEY);
            task.read(value, scratch, Scratch.VALUE);
            task.read(dOut, scratch, Scratch.OUTPUT);
            float[] dQueries = scratch.array(Scratch.QUERY_GRADIENT, task.size());
            float[] dKeys = scratch.array(Scratch.KEY_GRADIENT, task.size());
            float[] dValues = scratch.array(Scratch.VALUE_GRADIENT, task.size());
            for (int head = 0; head < task.heads(); head++) {
                Block dOutHead = task.head(scratch.get(Scratch.OUTPUT), head);
                float[] p = probabilities(task, head, scratch);
                float[] dScores = scoreGradients(task, head, dOutHead, p, scratch);
                // Now the probabilities are the dropped ones.
                multiply(task, 1, task.scores(p).transposed(), dOutHead, task.head(dValues, head));
                Block keys = task.head(scratch.get(Scratch.KEY), head);
                multiply(task, scale, task.scores(dScores), keys, task.head(dQueries, head));
                Block queries = task.head(scratch.get(Scratch.QUERY), head);
                multiply(task, scale, task.scores(dScores).transposed(), queries, task.head(dKeys, head));
            }
            task.write(dQueries, dQuery);
            task.write(dKeys, dKey);
            task.write(dValues, dValue);
        });
    }

    private void multiply(Task task, float factor, Block scores, Block rows, Block result) {
        Rows.math().multiply(task.length(), headSize, task.length(), factor, scores, rows, result);
    }

    /** The probabilities of a head, before dropout. */
    private float[] probabilities(Task task, int head, Scratch scratch) {
        float[] keys = task.transposedHead(scratch.get(Scratch.KEY), head, scratch);
        float[] p = scratch.array(Scratch.PROBABILITIES, task.length() * task.stride());
        Rows.math()
                .multiply(
                        task.length(),
                        task.stride(),
                        headSize,
                        scale,
                        task.head(scratch.get(Scratch.QUERY), head),
                        Block.of(keys, 0, task.stride()),
                        task.scores(p));
        for (int i = 0; i < task.length(); i++) {
            int start = i * task.stride();
            Arrays.fill(p, start + task.length(), start + task.stride(), NO_SCORE);
            Rows.math().softmax(p, start, task.stride());
        }
        return p;
    }

    /** The gradients of the scores before they are scaled; leaves the dropped probabilities in {@code p}. */
    private float[] scoreGradients(Task task, int head, Block dOutHead, float[] p, Scratch scratch) {
        float[] values = task.transposedHead(scratch.get(Scratch.VALUE), head, scratch);
        float[] gradients = scratch.array(Scratch.SCORE_GRADIENTS, task.length() * task.stride());
        Rows.math()
                .multiply(
                        task.length(),
                        task.stride(),
                        headSize,
                        1,
                        dOutHead,
                        Block.of(values, 0, task.stride()),
                        task.scores(gradients));
        drop(task, head, gradients);
        for (int i = 0; i < task.length(); i++) {
            Rows.math().softmaxGradient(p, gradients, i * task.stride(), task.stride());
        }
        drop(task, head, p);
        return gradients;
    }

    private void drop(Task task, int head, float[] scores) {
        if (!draw.active()) {
            return;
        }
        for (int i = 0; i < task.length(); i++) {
            long row = DropoutDraw.attentionRow(task.first() + i, heads, task.firstHead() + head);
            Rows.math().drop(scores, i * task.stride(), task.length(), draw, row);
        }
    }

    private void eachTask(TaskWork work) {
        int sequences = offsets.length - 1;
        int wanted = (TASKS_PER_THREAD * Workers.threads() + sequences - 1) / sequences;
        int most = Math.max(1, TASK_COLUMNS / headSize);
        int headsOfTask = Math.max(1, Math.min(most, heads / wanted));
        int groups = (heads + headsOfTask - 1) / headsOfTask;
        Workers.run(sequences * groups, index -> {
            int sequence = index / groups;
            int firstHead = index % groups * headsOfTask;
            work.run(new Task(
                    offsets[sequence],
                    offsets[sequence + 1] - offsets[sequence],
                    firstHead,
                    Math.min(headsOfTask, heads - firstHead),
                    headSize,
                    hidden));
        });
    }

    private interface TaskWork {
        void run(Task task);
    }

    /**
     * Some heads of one sequence. In the arrays a row has these heads side by side.
     *
     * @param first the sequence's first row in the batch
     * @param length its rows
     */
    private record Task(int first, int length, int firstHead, int heads, int headSize, int hidden) {
        int width() {
            return heads * headSize;
        }

        int size() {
            return length * width();
        }

        /** From one row of scores to the next. */
        int stride() {
            return (length + SCORE_COLUMNS - 1) / SCORE_COLUMNS * SCORE_COLUMNS;
        }

        Block head(float[] rows, int head) {
            return Block.of(rows, head * headSize, width());
        }

        Block scores(float[] values) {
            return Block.of(values, 0, stride());
        }

        /** A head's columns as rows, filled up with zeros. */
        float[] transposedHead(float[] rows, int head, Scratch scratch) {
            float[] transposed = scratch.array(Scratch.TRANSPOSED, headSize * stride());
            for (int j = 0; j < headSize; j++) {
                int start = j * stride();
                int from = head * headSize + j;
                for (int i = 0; i < length; i++) {
                    transposed[start + i] = rows[from + i * width()];
                }
                Arrays.fill(transposed, start + length, start + stride(), 0);
            }
            return transposed;
        }

        void read(FloatBuffer from, Scratch scratch, int which) {
            float[] rows = scratch.array(which, size());
            for (int i = 0; i < length; i++) {
                from.get((first + i) * hidden + firstHead * headSize, rows, i * width(), width());
            }
        }

        void write(float[] rows, FloatBuffer to) {
            for (int i = 0; i < length; i++) {
                to.put((first + i) * hidden + firstHead * headSize, rows, i * width(), width());
            }
        }
    }

    /** A thread's arrays, each as large as the largest task so far. */
    private static final class Scratch {
        static final int QUERY = 0;
        static final int KEY = 1;
        static final int VALUE = 2;
        /** The output, or its gradient. */
        static final int OUTPUT = 3;

        static final int QUERY_GRADIENT = 4;
        static final int KEY_GRADIENT = 5;
        static final int VALUE_GRADIENT = 6;
        static final int PROBABILITIES = 7;
        static final int SCORE_GRADIENTS = 8;
        static final int TRANSPOSED = 9;

        private final float[][] arrays = new float[TRANSPOSED + 1][0];

        /** An array of at least that size; its values are undefined. */
        float[] array(int which, int size) {
            if (arrays[which].length < size) {
                arrays[which] = new float[size];
            }
            return arrays[which];
        }

        float[] get(int which) {
            return arrays[which];
        }
    }
}
