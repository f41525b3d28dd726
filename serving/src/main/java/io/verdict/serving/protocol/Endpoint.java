package io.verdict.serving.protocol;

import io.verdict.serving.http.Answer;
import io.verdict.serving.http.Request;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What is behind a method and a path.
 *
 * @param method of HTTP
 * @param route the path with its variable parts in braces, as metrics and the OpenAPI document name it
 * @param open whether it needs no API key
 * @param handler answers; must not block
 */
public record Endpoint(String method, String route, boolean open, Function<Request, CompletionStage<Answer>> handler) {
    /** An endpoint that answers at once. */
    static Endpoint get(String route, boolean open, Function<Request, Answer> handler) {
        return new Endpoint("GET", route, open, request -> CompletableFuture.completedFuture(handler.apply(request)));
    }

    static Endpoint post(String route, Function<Request, CompletionStage<Answer>> handler) {
        return new Endpoint("POST", route, false, handler);
    }
}
