package io.verdict.transformer;

/**
 * Input or a file that Verdict cannot use. The message is written for the person who gave it: what was wrong, where,
 * and what to do; the command line prints it without a stack trace.
 */
public class VerdictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VerdictException(String message) {
        super(message);
    }

    public VerdictException(String message, Throwable cause) {
        super(message, cause);
    }
}
