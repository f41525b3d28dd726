package io.verdict.transformer.kernel;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The threads of all kernels. BLAS itself runs on one thread: a kernel cuts its work into pieces and each piece calls
 * BLAS, so that one setting governs everything. Safe for concurrent calls.
 */
public final class Workers {
    private static volatile Workers current = new Workers(Runtime.getRuntime().availableProcessors());

    private final int threads;
    private final ForkJoinPool pool;

    private Workers(int threads) {
        this.threads = threads;
        this.pool = new ForkJoinPool(threads);
    }

    /** The threads at work now. */
    public static int threads() {
        return current.threads;
    }

    /**
     * Changes the number of threads, for calls that begin later.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public static synchronized void setThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("The number of threads is " + threads + ", must be at least 1");
        }
        if (threads != current.threads) {
            Workers before = current;
            current = new Workers(threads);
            before.pool.shutdown();
        }
    }

    /** Runs {@code piece} for 0 to {@code pieces - 1}, in any order and on several threads, and waits for all. */
    static void run(int pieces, IntConsumer piece) {
        Workers workers = current;
        if (pieces == 1 || workers.threads == 1) {
            for (int i = 0; i < pieces; i++) {
                piece.accept(i);
            }
            return;
        }
        try {
            workers.pool
                    .submit(() -> IntStream.range(0, pieces).parallel().forEach(piece))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while computing", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A kernel failed: " + e.getCause(), e.getCause());
        }
    }

    /** Cuts {@code length} into one range a thread, none shorter than {@code least} but the last, and runs them. */
    static void ranges(int length, int least, Range range) {
        int size = Math.max(least, (length + threads() - 1) / threads());
        int pieces = (length + size - 1) / size;
        run(pieces, piece -> range.run(piece * size, Math.min(length, (piece + 1) * size)));
    }

    /** Work on the indices {@code from} (inclusive) to {@code to} (exclusive). */
    interface Range {
        void run(int from, int to);
    }
}
