package io.verdict.serving.batch;

import io.verdict.tokenizer.Encoding;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The texts of one request on their way. They may be spread over several batches, and share them with others.
 *
 * <p>{@link #result} is one row of logits a text, in their order; it fails with {@link DeadlineExceededException},
 * {@link DrainingException} or what the model threw. A ticket that is cancelled never has a result.
 */
public final class Ticket {
    private final BatchQueue queue;
    private final List<Encoding> texts;
    private final long accepted;
    private final long deadline;
    private final float[][] rows;
    private final CompletableFuture<List<float[]>> result = new CompletableFuture<>();
    /** How many of the texts a worker has taken; the queue's. */
    private int taken;
    /** How many of the rows are there. */
    private int computed;

    /** @param accepted and {@code deadline}: nanoseconds of the queue's clock */
    Ticket(BatchQueue queue, List<Encoding> texts, long accepted, long deadline) {
        this.queue = queue;
        this.texts = List.copyOf(texts);
        this.accepted = accepted;
        this.deadline = deadline;
        this.rows = new float[texts.size()][];
    }

    /** A row of logits a text. Completed in a thread that has other things to do and may hold a lock: go on in another one. */
    public CompletionStage<List<float[]>> result() {
        return result.minimalCompletionStage();
    }

    /** Gives up: what is not computed yet never will be. Does nothing to a ticket that is done. */
    public void cancel() {
        if (result.cancel(false)) {
            queue.remove(this);
        }
    }

    int size() {
        return texts.size();
    }

    Encoding text(int index) {
        return texts.get(index);
    }

    long accepted() {
        return accepted;
    }

    long deadline() {
        return deadline;
    }

    int taken() {
        return taken;
    }

    void take() {
        taken++;
    }

    boolean isDone() {
        return result.isDone();
    }

    void fail(Throwable reason) {
        result.completeExceptionally(reason);
    }

    /** One text's row; the last one completes the ticket. */
    void put(int index, float[] row) {
        boolean last;
        synchronized (this) {
            rows[index] = row;
            last = ++computed == rows.length;
        }
        if (last) {
            result.complete(List.of(rows));
        }
    }
}
