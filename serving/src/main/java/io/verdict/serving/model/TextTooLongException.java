package io.verdict.serving.model;

/** A text has more tokens than the model reads, and must not be cut. */
public final class TextTooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TextTooLongException(int index, int maxLength) {
        super(
                "Text " + index + " has more than the " + maxLength
                        + " tokens that the model reads; shorten it, or let it be cut with \"truncate\": true",
                null,
                false,
                false);
    }
}
