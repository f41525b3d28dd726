package io.verdict.serving.batch;

import java.time.Duration;

/** More texts wait than may; nothing was accepted. */
public final class OverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    OverloadedException(String message, Duration retryAfter) {
        // Thrown thousands of times a second when it matters: no stack trace.
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** When there will be room again, as far as can be told. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
