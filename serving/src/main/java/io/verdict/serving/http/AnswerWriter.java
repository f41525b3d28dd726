package io.verdict.serving.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Makes of an answer what Netty writes. */
final class AnswerWriter {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The second of {@link #date}, which is formatted once a second. */
    private long second;

    private String date = "";

    /** @param close whether the connection is closed behind it */
    FullHttpResponse response(Request request, Answer answer, boolean close) {
        byte[] body = answer.body();
        boolean head = request.method().equals("HEAD");
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        answer.headers().forEach(response.headers()::set);
        if (answer.status() != 204 && answer.status() != 304) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        response.headers().set(HttpHeaderNames.DATE, now());
        response.headers().set("x-request-id", request.id());
        response.headers().set("x-content-type-options", "nosniff");
        if (close) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else {
            // For clients of HTTP/1.0 that have asked for it.
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return response;
    }

    private String now() {
        Instant instant = Instant.now();
        if (instant.getEpochSecond() != second) {
            second = instant.getEpochSecond();
            date = DATE.format(instant);
        }
        return date;
    }
}
