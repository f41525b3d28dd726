package io.verdict.serving.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with bytes that are no request. */
final class Unreadable {
    private Unreadable() {}

    static Refusal refusal(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Refusal(414, "Validation", "The request line is longer than it may be");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Refusal(431, "Validation", "The headers are longer than they may be");
        }
        return new Refusal(400, "Validation", "This is no request of HTTP/1.1");
    }
}
