package io.verdict.serving.batch;

/** The batcher takes no more texts, since it is about to end. */
public final class DrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DrainingException() {
        super("The server takes no more texts: it is about to stop", null, false, false);
    }
}
