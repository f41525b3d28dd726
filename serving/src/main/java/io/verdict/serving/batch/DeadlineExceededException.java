package io.verdict.serving.batch;

/** The texts were not classified in the time they had; what was left of them is dropped. */
public final class DeadlineExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeadlineExceededException(String message) {
        super(message, null, false, false);
    }
}
