package io.verdict.cli;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * SIGTERM and Ctrl-C do not end the process at once while work is under way that can be asked to stop: it is asked, and
 * the process ends when the work does, with the JVM's exit code for the signal (143 and 130).
 */
final class StopSignal {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private StopSignal(Console console, Supplier<String> said, Runnable stop) {
        hook = new Thread(
                () -> {
                    console.say("\nverdict: stopping " + said.get() + " ...");
                    stop.run();
                    awaitWork();
                },
                "verdict-stop");
    }

    /**
     * Does work.
     *
     * @param said asked when the signal comes: when what ends, such as "after this step"
     * @param stop asks the work to stop; called in another thread
     */
    static <T> T during(Console console, Supplier<String> said, Runnable stop, Supplier<T> work) {
        StopSignal signal = new StopSignal(console, said, stop);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        try {
            return work.get();
        } finally {
            signal.letThrough();
        }
    }

    private void letThrough() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and this was what held it up.
            return;
        }
    }

    private void awaitWork() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
