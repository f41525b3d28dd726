package io.verdict.serving.batch;

import io.verdict.serving.batch.BatchQueue.Slot;
import io.verdict.tokenizer.Encoding;
import io.verdict.transformer.LogitsEngine;
import io.verdict.transformer.PackedBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the logits of texts of many requests in batches without padding. Safe for threads. Does not own the engine,
 * but uses it until {@link #close} has returned.
 */
public final class Batcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Batcher.class);
    /** How late a deadline may be noticed. */
    private static final Duration SWEEP = Duration.ofMillis(20);

    private final LogitsEngine engine;
    private final BatchListener listener;
    private final ServiceRate rate = new ServiceRate();
    private final BatchQueue queue;
    private final List<Thread> workers = new ArrayList<>();
    private final Thread sweeper;

    /** Starts the workers. */
    public Batcher(LogitsEngine engine, BatcherOptions options, BatchListener listener) {
        this(engine, options, listener, System::nanoTime);
    }

    Batcher(LogitsEngine engine, BatcherOptions options, BatchListener listener, LongSupplier nanoTime) {
        this.engine = engine;
        this.listener = listener;
        this.queue = new BatchQueue(options, rate, nanoTime);
        for (int i = 1; i <= options.workers(); i++) {
            Thread worker = new Thread(this::work, "verdict-batch-" + i);
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
        }
        sweeper = new Thread(this::sweep, "verdict-deadlines");
        sweeper.setDaemon(true);
        sweeper.start();
    }

    /**
     * Accepts the texts of one request, all or none.
     *
     * @param texts encoded, at least one
     * @throws OverloadedException if they do not fit into the queue, or would not be ready by their deadline
     * @throws DrainingException if the batcher is closing
     */
    public Ticket submit(List<Encoding> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("A request has at least one text");
        }
        return queue.add(texts);
    }

    /** Why not even one text would be accepted now; null if it would. */
    public @Nullable OverloadedException full() {
        return queue.full();
    }

    /** The texts that wait for a worker. */
    public int waitingTexts() {
        return queue.waitingTexts();
    }

    /** The tokens of these. */
    public long waitingTokens() {
        return queue.waitingTokens();
    }

    /**
     * Accepts nothing more and answers what was accepted.
     *
     * @param longest after which what is left fails
     * @return whether everything was answered
     */
    public boolean drain(Duration longest) throws InterruptedException {
        queue.close();
        boolean empty = queue.awaitEmpty(longest);
        if (!empty) {
            queue.abandon();
        }
        return empty;
    }

    /** Fails what is left, and ends the workers; a batch that is being computed is waited for. */
    @Override
    public void close() {
        queue.close();
        queue.abandon();
        sweeper.interrupt();
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        try {
            while (true) {
                Thread.sleep(SWEEP.toMillis());
                queue.expire();
            }
        } catch (InterruptedException e) {
            // The batcher is closed.
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            for (List<Slot> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                compute(batch);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts a worker but whoever ends the process.
            Thread.currentThread().interrupt();
        }
    }

    private void compute(List<Slot> batch) {
        PackedBatch.Builder builder = PackedBatch.builder();
        for (Slot slot : batch) {
            builder.add(slot.text().ids(), slot.text().typeIds());
        }
        long begin = System.nanoTime();
        tellBegin(batch, begin);
        boolean failed = true;
        try {
            float[][] rows = engine.logits(builder.build());
            failed = false;
            rate.add(builder.tokens(), Duration.ofNanos(System.nanoTime() - begin));
            for (int i = 0; i < rows.length; i++) {
                batch.get(i).ticket().put(batch.get(i).index(), rows[i]);
            }
        } catch (Throwable e) { // Out of memory too: the requests must be answered, and the next batch may be smaller.
            LOG.error("A batch of {} texts and {} tokens failed", batch.size(), builder.tokens(), e);
            batch.forEach(slot -> {
                slot.ticket().fail(e);
                queue.remove(slot.ticket());
            });
        } finally {
            queue.done(batch);
            listener.computed(batch.size(), builder.tokens(), Duration.ofNanos(System.nanoTime() - begin), failed);
        }
    }

    private void tellBegin(List<Slot> batch, long now) {
        for (int i = 0; i < batch.size(); i++) {
            if (i == 0 || batch.get(i).ticket() != batch.get(i - 1).ticket()) {
                Ticket ticket = batch.get(i).ticket();
                int texts = 1;
                while (i + texts < batch.size() && batch.get(i + texts).ticket() == ticket) {
                    texts++;
                }
                listener.began(texts, Duration.ofNanos(Math.max(0, now - ticket.accepted())));
            }
        }
    }
}
