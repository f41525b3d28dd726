package io.verdict.serving.http;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Things to do later in the thread of a connection. */
final class Scheduled {
    private Scheduled() {}

    static void in(EventExecutor thread, Duration delay, Runnable action) {
        ScheduledFuture<?> unused = thread.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Every so often, until {@code end}. */
    static void every(EventExecutor thread, Duration period, Runnable action, Future<?> end) {
        ScheduledFuture<?> task =
                thread.scheduleWithFixedDelay(action, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
        Future<?> unused = end.addListener(ended -> task.cancel(false));
    }
}
