package io.verdict.benchmarks;

import io.verdict.transformer.EncoderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The matrix products alone: the library that the kernels use, one thread for each part of a product, and nothing
 * between products but the shortest wait for each other. What no implementation with this library can beat.
 */
final class Floor implements Timed {
    /** Some hundred microseconds: longer than one part of a product takes than another. */
    private static final int SPINS = 10_000;

    private final String name;
    private final FloorWork work;
    private final int threads;
    private final ExecutorService pool;

    Floor(String name, FloorWork work, int threads) {
        this.name = name;
        this.work = work;
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "floor");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** All products of a step, and those that are left if the last layer computes one row a text. */
    static List<Floor> both(EncoderConfig config, Shape shape, int threads, boolean training) {
        return List.of(
                new Floor("products", FloorWork.of(config, shape, threads, training, false), threads),
                new Floor("products-pruned", FloorWork.of(config, shape, threads, training, true), threads));
    }

    @Override
    public String name() {
        return name;
    }

    /** Billions of floating-point operations. */
    double gigaOperations() {
        return work.operations() * 1e-9;
    }

    @Override
    public double milliseconds() {
        AtomicInteger arrived = new AtomicInteger();
        long start = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            running.add(pool.submit(() -> run(thread, arrived)));
        }
        try {
            for (Future<?> future : running) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - start) * 1e-6;
    }

    @SuppressWarnings("ThreadPriorityCheck") // The yield makes nothing right or wrong, only less busy.
    private void run(int thread, AtomicInteger arrived) {
        int goal = 0;
        for (List<List<Product>> step : work.steps()) {
            if (thread < step.size()) {
                step.get(thread).forEach(Product::run);
            }
            goal += threads;
            arrived.incrementAndGet();
            for (int spins = 0; arrived.get() < goal; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    // Perhaps the other thread waits for this processor.
                    Thread.yield();
                }
            }
        }
    }

    @Override
    public void close() {
        pool.shutdown();
        work.close();
    }
}
