package io.verdict.serving.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A request. Safe for threads. */
public final class Request {
    private static final byte[] NOTHING = {};

    private final String id;
    private final String method;
    private final String path;
    private final String remote;
    private final Map<String, String> headers;
    private final byte[] body;
    private final CompletableFuture<Void> gone;

    /**
     * A request without a body.
     *
     * @param id names it in logs and in its answer
     * @param path as it was sent, without the query
     * @param remote the client's address
     * @param headers by their names, in any case
     */
    public Request(String id, String method, String path, String remote, Map<String, String> headers) {
        this(id, method, path, remote, lowerCase(headers), NOTHING, new CompletableFuture<>());
    }

    private Request(
            String id,
            String method,
            String path,
            String remote,
            Map<String, String> headers,
            byte[] body,
            CompletableFuture<Void> gone) {
        this.id = id;
        this.method = method;
        this.path = path;
        this.remote = remote;
        this.headers = headers;
        this.body = body;
        this.gone = gone;
    }

    /** The same with a body, which must not be changed any more. */
    public Request withBody(byte[] newBody) {
        return new Request(id, method, path, remote, headers, newBody, gone);
    }

    public String id() {
        return id;
    }

    public String method() {
        return method;
    }

    /** As it was sent, percent signs and all, without the query. */
    public String path() {
        return path;
    }

    public String remote() {
        return remote;
    }

    /** The value of a header; if it was there several times, with commas between. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body; not a copy. */
    public byte[] body() {
        return body;
    }

    /** Runs when the client has gone without its answer; at once if it has gone already. */
    public void whenGone(Runnable action) {
        CompletableFuture<Void> unused = gone.whenComplete((nothing, thrown) -> action.run());
    }

    void clientHasGone() {
        gone.complete(null);
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new LinkedHashMap<>();
        headers.forEach((name, value) ->
                lower.merge(name.toLowerCase(Locale.ROOT), value, (first, second) -> first + ", " + second));
        return Map.copyOf(lower);
    }
}
