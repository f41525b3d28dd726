package io.verdict.serving;

import io.verdict.serving.http.AccessLog;
import io.verdict.serving.http.Answer;
import io.verdict.serving.http.Refusal;
import io.verdict.serving.http.Request;
import io.verdict.serving.http.Service;
import io.verdict.serving.metrics.ServerMetrics;
import io.verdict.serving.protocol.Endpoint;
import io.verdict.serving.protocol.Errors;
import io.verdict.serving.protocol.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Finds the endpoint of a request, asks the gate, and tells metrics and log of the answer. */
final class ModelService implements Service {
    private final Routes routes;
    private final Gate gate;
    private final ServerMetrics metrics;
    private final Optional<AccessLog> log;

    ModelService(Routes routes, Gate gate, ServerMetrics metrics, Optional<AccessLog> log) {
        this.routes = routes;
        this.gate = gate;
        this.metrics = metrics;
        this.log = log;
    }

    @Override
    public Optional<Answer> before(Request head) {
        List<Endpoint> endpoints = routes.at(head.path());
        if (endpoints.isEmpty()) {
            throw new Refusal(404, "NotFound", "There is nothing at this path; /docs shows what there is");
        }
        if (head.method().equals("OPTIONS")) {
            return Optional.of(gate.opened(head, gate.preflight(head, methods(endpoints))));
        }
        gate.requireKey(head, endpoint(head, endpoints));
        return Optional.empty();
    }

    @Override
    public CompletionStage<Answer> serve(Request request) {
        try {
            Endpoint endpoint = endpoint(request, routes.at(request.path()));
            return endpoint.handler().apply(request).thenApply(answer -> gate.opened(request, answer));
        } catch (Refusal refusal) {
            return CompletableFuture.completedFuture(refused(request, refusal));
        }
    }

    @Override
    public Answer refused(Request request, Refusal refusal) {
        return gate.opened(request, Errors.answer(request, refusal));
    }

    @Override
    public void answered(Request request, Answer answer, Duration time) {
        String route = routes.at(request.path()).stream()
                .findFirst()
                .map(Endpoint::route)
                .orElse("none");
        metrics.answered(route, answer.status(), time);
        log.ifPresent(lines -> lines.add(request, answer, time));
    }

    private static Endpoint endpoint(Request request, List<Endpoint> endpoints) {
        // What can be got can be asked for its head.
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        return endpoints.stream()
                .filter(endpoint -> endpoint.method().equals(method))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        405,
                        "Validation",
                        "This path takes " + methods(endpoints),
                        Map.of("allow", methods(endpoints))));
    }

    private static String methods(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint -> endpoint.method().equals("GET") ? "GET, HEAD" : endpoint.method())
                .collect(Collectors.joining(", ", "", ", OPTIONS"));
    }
}
