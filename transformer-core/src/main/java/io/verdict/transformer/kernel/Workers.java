package io.verdict.transformer.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of all kernels. BLAS itself runs on one thread: a kernel cuts its work into pieces and each piece calls
 * BLAS, so that one setting governs everything. Safe for concurrent calls.
 *
 * <p>The calling thread works, too. The others wait for the next kernel awake for a moment before they sleep: a graph has
 * a few hundred kernels, and to wake a thread takes longer than many of them.
 */
public final class Workers {
    /** How long a thread waits awake; kernels of one graph follow each other within microseconds. */
    private static final long AWAKE_NANOS = 100_000;
    /** Looks at the work before the clock is read. */
    private static final int SPINS = 64;
    /** Looks of a caller at the others' last pieces, some tens of microseconds, before it naps between looks. */
    private static final int CALLER_SPINS = 2000;

    private static final long CALLER_NAP_NANOS = 20_000;

    /** Threads that compute a graph now. */
    private static final AtomicInteger GRAPHS = new AtomicInteger();

    private static volatile Workers current = new Workers(Runtime.getRuntime().availableProcessors());

    private final int threads;
    private final List<Helper> helpers = new ArrayList<>();
    private volatile @Nullable Job job;
    private volatile boolean dismissed;

    private Workers(int threads) {
        this.threads = threads;
        for (int i = 1; i < threads; i++) {
            helpers.add(new Helper(i));
        }
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
            before.dismiss();
        }
    }

    /**
     * A thread begins to compute a graph, until {@link #leave}. Each that does so beside another takes the place of a
     * helper: as many graphs as threads are computed without waiting for each other, and no more threads run than are
     * wanted.
     */
    public static void enter() {
        GRAPHS.incrementAndGet();
    }

    /** What {@link #enter} has begun has ended. */
    public static void leave() {
        GRAPHS.decrementAndGet();
    }

    /**
     * Runs {@code piece} for 0 to {@code pieces - 1}, in any order and on several threads, and waits for all.
     *
     * @throws IllegalStateException if a piece fails, with what it threw as the cause
     */
    static void run(int pieces, IntConsumer piece) {
        current.runAll(new Job(pieces, piece));
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

    private void runAll(Job work) {
        boolean shared = work.pieces > 1 && !helpers.isEmpty();
        if (shared) {
            // Of two callers at a time the first may lose its helpers: it then works alone.
            job = work;
            helpers.forEach(Helper::wake);
        }
        work.help();
        work.await();
        if (shared && job == work) {
            job = null;
        }
        Throwable failure = work.failure;
        if (failure != null) {
            throw new IllegalStateException("A kernel failed: " + failure, failure);
        }
    }

    private void dismiss() {
        dismissed = true;
        helpers.forEach(Helper::wake);
    }

    /** Pieces of work, taken one at a time by whoever is free. */
    private static final class Job {
        private final int pieces;
        private final IntConsumer piece;
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private volatile @Nullable Throwable failure;

        Job(int pieces, IntConsumer piece) {
            this.pieces = pieces;
            this.piece = piece;
        }

        boolean hasWork() {
            return taken.get() < pieces;
        }

        void help() {
            for (int index = taken.getAndIncrement(); index < pieces; index = taken.getAndIncrement()) {
                try {
                    piece.accept(index);
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    done.incrementAndGet();
                }
            }
        }

        /** Waits for pieces that others have taken. */
        void await() {
            for (int spins = 0; done.get() < pieces; spins++) {
                if (spins < CALLER_SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(this, CALLER_NAP_NANOS);
                }
            }
        }
    }

    /** A thread that helps with the current job. */
    private final class Helper {
        private final int number;
        private final Thread thread;
        private volatile boolean asleep;

        /** @param number counts the helpers, from 1 */
        Helper(int number) {
            this.number = number;
            this.thread = new Thread(this::work, "verdict-worker-" + number);
            thread.setDaemon(true);
            thread.start();
        }

        void wake() {
            if ((asleep && mayHelp()) || dismissed) {
                LockSupport.unpark(thread);
            }
        }

        private void work() {
            long idleSince = System.nanoTime();
            for (int spins = 1; !dismissed; spins++) {
                if (isThereWork()) {
                    Job work = job;
                    if (work != null) {
                        work.help();
                    }
                    idleSince = System.nanoTime();
                } else if (spins % SPINS == 0 && System.nanoTime() - idleSince > AWAKE_NANOS) {
                    sleep();
                    idleSince = System.nanoTime();
                } else {
                    Thread.onSpinWait();
                }
            }
        }

        private boolean isThereWork() {
            Job work = job;
            return work != null && work.hasWork() && mayHelp();
        }

        private boolean mayHelp() {
            return number <= threads - Math.max(1, GRAPHS.get());
        }

        /** A caller sets the job before it looks who is asleep, and this looks for a job after it has said so. */
        private void sleep() {
            asleep = true;
            if (!isThereWork() && !dismissed) {
                LockSupport.park(this);
            }
            asleep = false;
        }
    }
}
