package io.verdict.serving;

import io.verdict.serving.http.Answer;
import io.verdict.serving.http.Refusal;
import io.verdict.serving.http.Request;
import io.verdict.serving.protocol.Endpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is let in: the API key, and pages of other origins. */
final class Gate {
    private static final String BEARER = "Bearer ";

    private final Optional<String> apiKey;
    private final List<String> origins;

    Gate(Optional<String> apiKey, List<String> origins) {
        this.apiKey = apiKey;
        this.origins = origins;
    }

    /**
     * Checks the key.
     *
     * @throws Refusal (401) if the endpoint needs one and it is not there or wrong
     */
    void requireKey(Request request, Endpoint endpoint) {
        if (!endpoint.open()) {
            requireKey(request);
        }
    }

    /**
     * Checks the key wherever the request goes.
     *
     * @throws Refusal (401) if there is a key and the request has not got it
     */
    void requireKey(Request request) {
        if (apiKey.isEmpty()) {
            return;
        }
        String given = request.header("authorization").orElse("");
        boolean bearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
        byte[] key = (bearer ? given.substring(BEARER.length()).strip() : "").getBytes(StandardCharsets.UTF_8);
        // Takes as long whatever the first wrong byte is.
        if (!MessageDigest.isEqual(key, apiKey.get().getBytes(StandardCharsets.UTF_8))) {
            throw new Refusal(
                    401,
                    "Unauthorized",
                    "Send the server's key with the header Authorization: Bearer KEY",
                    Map.of("www-authenticate", "Bearer"));
        }
    }

    /** The answer with what lets pages of the request's origin read it, if they may. */
    Answer opened(Request request, Answer answer) {
        if (origins.isEmpty()) {
            return answer;
        }
        return allowed(request)
                .map(origin -> answer.withHeader("access-control-allow-origin", origin)
                        .withHeader("access-control-expose-headers", "x-request-id, retry-after"))
                .orElse(answer)
                .withHeader("vary", "origin");
    }

    /** The answer to a browser that asks before it sends a page's request. */
    Answer preflight(Request request, String methods) {
        Answer answer = Answer.empty(204).withHeader("allow", methods);
        return allowed(request).isEmpty()
                ? answer
                : answer.withHeader("access-control-allow-methods", methods)
                        .withHeader("access-control-allow-headers", "content-type, authorization, x-request-id")
                        .withHeader("access-control-max-age", "600");
    }

    private Optional<String> allowed(Request request) {
        return request.header("origin").filter(origin -> origins.contains("*") || origins.contains(origin));
    }
}
