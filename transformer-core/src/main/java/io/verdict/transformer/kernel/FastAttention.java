package io.verdict.transformer.kernel;

import io.verdict.transformer.kernel.RowMath.Block;
import java.nio.FloatBuffer;
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

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final FloatBuffer query;
    private final FloatBuffer key;
    private final FloatBuffer value;
    private final int[] offsets;
    private final boolean oneQuery;
    private final int heads;
    private final int hidden;
    private final int headSize;
    private final float scale;
    private final DropoutDraw draw;
    private final RowMath math = Rows.math();

    FastAttention(INDArray query, INDArray key, INDArray value, INDArray sequenceOffsets, int heads, DropoutDraw draw) {
        this.query = Memory.floats(query);
        this.key = Memory.floats(key);
        this.value = Memory.floats(value);
        this.offsets = Memory.toInts(sequenceOffsets);
        this.oneQuery = Rows.count(query) == offsets.length - 1;
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
            task.queries().read(query, scratch, Scratch.QUERY);
            task.keys().read(key, scratch, Scratch.KEY);
            task.keys().read(value, scratch, Scratch.VALUE);
            float[] outputs = scratch.array(Scratch.OUTPUT, task.queries().size());
            for (int head = 0; head < task.heads(); head++) {
                float[] p = probabilities(task, head, scratch);
                drop(task, head, p);
                Block values = task.head(scratch.get(Scratch.VALUE), head);
                Block result = task.head(outputs, head);
                math.multiply(task.queries().count(), headSize, task.length(), 1, task.scores(p), values, result);
            }
            task.queries().write(outputs, out);
        });
    }

    void backward(INDArray outputGradient, INDArray queryGradient, INDArray keyGradient, INDArray valueGradient) {
        FloatBuffer dOut = Memory.floats(outputGradient);
        FloatBuffer dQuery = Memory.floats(queryGradient);
        FloatBuffer dKey = Memory.floats(keyGradient);
        FloatBuffer dValue = Memory.floats(valueGradient);
        eachTask(task -> {
            Scratch scratch = SCRATCH.get();
            int queries = task.queries().count();
            task.queries().read(query, scratch, Scratch.QUERY);
            task.keys().read(key, scratch, Scratch.KEY);
            task.keys().read(value, scratch, Scratch.VALUE);
            task.queries().read(dOut, scratch, Scratch.OUTPUT);
            float[] dQueries =
                    scratch.array(Scratch.QUERY_GRADIENT, task.queries().size());
            float[] dKeys = scratch.array(Scratch.KEY_GRADIENT, task.keys().size());
            float[] dValues = scratch.array(Scratch.VALUE_GRADIENT, task.keys().size());
            for (int head = 0; head < task.heads(); head++) {
                Block dOutHead = task.head(scratch.get(Scratch.OUTPUT), head);
                float[] p = probabilities(task, head, scratch);
                float[] dScores = scoreGradients(task, head, dOutHead, p, scratch);
                // Now the probabilities are the dropped ones.
                Block dropped = task.scores(p).transposed();
                math.multiply(task.length(), headSize, queries, 1, dropped, dOutHead, task.head(dValues, head));
                Block gradients = task.scores(dScores);
                Block keys = task.head(scratch.get(Scratch.KEY), head);
                math.multiply(queries, headSize, task.length(), scale, gradients, keys, task.head(dQueries, head));
                Block rows = task.head(scratch.get(Scratch.QUERY), head);
                Block result = task.head(dKeys, head);
                math.multiply(task.length(), headSize, queries, scale, gradients.transposed(), rows, result);
            }
            task.queries().write(dQueries, dQuery);
            task.keys().write(dKeys, dKey);
            task.keys().write(dValues, dValue);
        });
    }

    /** The probabilities of a head, before dropout. */
    private float[] probabilities(Task task, int head, Scratch scratch) {
        float[] keys = transposed(task, scratch.get(Scratch.KEY), head, scratch);
        float[] p = scratch.array(Scratch.PROBABILITIES, task.shape().scores());
        task.shape().probabilities(math, scale, task.head(scratch.get(Scratch.QUERY), head), keys, p);
        return p;
    }

    private float[] transposed(Task task, float[] rows, int head, Scratch scratch) {
        float[] transposed = scratch.array(Scratch.TRANSPOSED, task.shape().transposed());
        task.shape().transpose(math, task.head(rows, head), transposed);
        return transposed;
    }

    /** The gradients of the scores before they are scaled; leaves the dropped probabilities in {@code p}. */
    private float[] scoreGradients(Task task, int head, Block dOutHead, float[] p, Scratch scratch) {
        float[] values = transposed(task, scratch.get(Scratch.VALUE), head, scratch);
        int queries = task.queries().count();
        float[] gradients = scratch.array(Scratch.SCORE_GRADIENTS, queries * task.stride());
        math.multiply(queries, task.stride(), headSize, 1, dOutHead, task.scores(values), task.scores(gradients));
        drop(task, head, gradients);
        for (int i = 0; i < queries; i++) {
            math.softmaxGradient(p, gradients, i * task.stride(), task.stride());
        }
        drop(task, head, p);
        return gradients;
    }

    private void drop(Task task, int head, float[] scores) {
        if (!draw.active()) {
            return;
        }
        for (int i = 0; i < task.queries().count(); i++) {
            long row = DropoutDraw.attentionRow(task.queries().first() + i, heads, task.firstHead() + head);
            math.drop(scores, i * task.stride(), task.length(), draw, row);
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
            int headCount = Math.min(headsOfTask, heads - firstHead);
            Part keys = new Part(
                    offsets[sequence],
                    offsets[sequence + 1] - offsets[sequence],
                    firstHead * headSize,
                    headCount * headSize,
                    hidden);
            Part queries = oneQuery ? new Part(sequence, 1, keys.column(), keys.width(), hidden) : keys;
            work.run(new Task(queries, keys, firstHead, headCount, headSize));
        });
    }

    private interface TaskWork {
        void run(Task task);
    }

    /** Some heads of one sequence. In the arrays a row has these heads side by side. */
    private record Task(Part queries, Part keys, int firstHead, int heads, int headSize) {
        /** How many keys there are. */
        int length() {
            return keys.count();
        }

        AttentionHead shape() {
            return new AttentionHead(queries.count(), length(), headSize);
        }

        /** From one row of scores to the next. */
        int stride() {
            return shape().stride();
        }

        Block head(float[] rows, int head) {
            return Block.of(rows, head * headSize, keys.width());
        }

        Block scores(float[] values) {
            return shape().matrix(values);
        }
    }

    /**
     * A block of a matrix of the batch.
     *
     * @param first its first row
     * @param count its rows
     * @param column its first column
     * @param hidden the matrix's columns
     */
    private record Part(int first, int count, int column, int width, int hidden) {
        int size() {
            return count * width;
        }

        void read(FloatBuffer from, Scratch scratch, int which) {
            float[] rows = scratch.array(which, size());
            for (int i = 0; i < count; i++) {
                from.get((first + i) * hidden + column, rows, i * width, width);
            }
        }

        void write(float[] rows, FloatBuffer to) {
            for (int i = 0; i < count; i++) {
                to.put((first + i) * hidden + column, rows, i * width, width);
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
