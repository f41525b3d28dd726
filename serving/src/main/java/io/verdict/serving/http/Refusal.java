package io.verdict.serving.http;

import java.util.Map;

/** A request that is not fulfilled, for a reason that its client is told. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String kind;
    private final String where;
    private final transient Map<String, String> headers;

    /**
     * @param status of HTTP
     * @param kind what sort of error it is, for programs, such as {@code Validation}
     * @param message what was wrong and what to do, for people
     */
    public Refusal(int status, String kind, String message) {
        this(status, kind, "", message, Map.of());
    }

    /** The same with headers for the answer. */
    public Refusal(int status, String kind, String message, Map<String, String> headers) {
        this(status, kind, "", message, headers);
    }

    /**
     * The same of a part of the body.
     *
     * @param where its path, such as {@code payload.inputs.data}; empty for all of it
     */
    public static Refusal at(String where, int status, String kind, String message) {
        return new Refusal(status, kind, where, message, Map.of());
    }

    private Refusal(int status, String kind, String where, String message, Map<String, String> headers) {
        // Clients can cause them as fast as they can send: no stack trace.
        super(message, null, false, false);
        this.status = status;
        this.kind = kind;
        this.where = where;
        this.headers = Map.copyOf(headers);
    }

    public int status() {
        return status;
    }

    public String kind() {
        return kind;
    }

    /** The path in the body; empty if it is about something else. */
    public String where() {
        return where;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
