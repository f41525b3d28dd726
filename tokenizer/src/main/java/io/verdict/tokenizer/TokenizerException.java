package io.verdict.tokenizer;

/** A tokenizer file, a setting or an input that cannot be used; the message is complete for the user. */
public final class TokenizerException extends RuntimeException {
    public TokenizerException(String message) {
        super(message);
    }

    public TokenizerException(String message, Throwable cause) {
        super(message, cause);
    }
}
