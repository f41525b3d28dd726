package io.verdict.serving.batch;

import java.time.Duration;

/** Tokens a second, from the latest batches: each one counts for nine tenths of the one after it. Safe for threads. */
final class ServiceRate {
    private static final double KEPT = 0.9;
    /** Fewer tokens say nothing: the first batches run before anything is compiled. */
    private static final double LEAST_TOKENS = 64;

    private double tokens;
    private double seconds;

    synchronized void add(int batchTokens, Duration time) {
        tokens = tokens * KEPT + batchTokens;
        seconds = seconds * KEPT + time.toNanos() / 1e9;
    }

    /** How long that many tokens take; zero while nothing is known. */
    synchronized Duration timeOf(long waiting) {
        return tokens < LEAST_TOKENS ? Duration.ZERO : Duration.ofNanos((long) (waiting * seconds / tokens * 1e9));
    }
}
