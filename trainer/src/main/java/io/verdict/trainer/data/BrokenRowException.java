package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;

/** One row of a file cannot be read; what reads the file can go on with the next. */
public final class BrokenRowException extends VerdictException {
    private static final long serialVersionUID = 1L;

    private final long line;

    BrokenRowException(long line, String message) {
        super(message);
        this.line = line;
    }

    BrokenRowException(long line, String message, Throwable cause) {
        super(message, cause);
        this.line = line;
    }

    /** The line on which the row begins, from 1. */
    public long line() {
        return line;
    }
}
