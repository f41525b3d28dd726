package io.verdict.trainer;

/** A run was asked to stop, and did; the message says what it left behind. */
public final class TrainingInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingInterruptedException(String message) {
        super(message);
    }
}
