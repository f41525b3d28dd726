package io.verdict.serving.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer to a request. Immutable. */
public final class Answer {
    private final int status;
    private final byte[] body;
    private final Map<String, String> headers;
    private final Map<String, Long> notes;

    private Answer(int status, byte[] body, Map<String, String> headers, Map<String, Long> notes) {
        this.status = status;
        this.body = body;
        this.headers = headers;
        this.notes = notes;
    }

    /** An answer with a body, which must not be changed any more. */
    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, body, Map.of("content-type", contentType), Map.of());
    }

    /** An answer with a text. */
    public static Answer of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer without a body. */
    public static Answer empty(int status) {
        return new Answer(status, new byte[0], Map.of(), Map.of());
    }

    /** The same with a header, which replaces one of that name. */
    public Answer withHeader(String name, String value) {
        return new Answer(status, body, with(headers, name, value), notes);
    }

    /** The same with a number for the access log. */
    public Answer withNote(String name, long value) {
        return new Answer(status, body, headers, with(notes, name, value));
    }

    public int status() {
        return status;
    }

    /** The body; not a copy. */
    public byte[] body() {
        return body;
    }

    /** By their names in lower case. */
    public Map<String, String> headers() {
        return headers;
    }

    public Map<String, Long> notes() {
        return notes;
    }

    private static <T> Map<String, T> with(Map<String, T> map, String name, T value) {
        Map<String, T> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return Collections.unmodifiableMap(more);
    }
}
