package io.verdict.serving;

import com.google.gson.JsonObject;
import io.verdict.serving.AdminServer.Reload;
import io.verdict.serving.http.Answer;
import io.verdict.serving.http.Refusal;
import io.verdict.serving.http.Request;
import io.verdict.serving.http.Service;
import io.verdict.serving.protocol.Errors;
import io.verdict.transformer.VerdictException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Carries out orders one after another, in a thread of its own. */
final class AdminService implements Service, AutoCloseable {
    private final Gate gate;
    private final Reload reload;
    private final ExecutorService orders = Executors.newSingleThreadExecutor(order -> {
        Thread thread = new Thread(order, "verdict-admin");
        thread.setDaemon(true);
        return thread;
    });

    AdminService(Gate gate, Reload reload) {
        this.gate = gate;
        this.reload = reload;
    }

    @Override
    public Optional<Answer> before(Request head) {
        if (!head.path().equals(AdminServer.RELOAD)) {
            throw new Refusal(404, "NotFound", "There is nothing at this path but at " + AdminServer.RELOAD);
        }
        if (!head.method().equals("POST")) {
            throw new Refusal(405, "MethodNotAllowed", "Send POST", Map.of("allow", "POST"));
        }
        if (head.header("origin").isPresent()) {
            // A page that somebody on this machine has opened must not reach it.
            throw new Refusal(403, "Forbidden", "Pages in browsers give no orders");
        }
        gate.requireKey(head);
        return Optional.empty();
    }

    @Override
    public CompletionStage<Answer> serve(Request request) {
        return CompletableFuture.supplyAsync(() -> answer(request), orders);
    }

    private Answer answer(Request request) {
        try {
            JsonObject body = new JsonObject();
            body.addProperty("version", reload.run());
            return Answer.of(200, "application/json", body.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(request, new Refusal(503, "Unhealthy", "The server stops"));
        } catch (VerdictException e) {
            return refused(request, new Refusal(500, "ReloadFailed", String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Answer refused(Request request, Refusal refusal) {
        return Errors.answer(request, refusal);
    }

    @Override
    public void answered(Request request, Answer answer, Duration time) {
        // What became of an order is told by whoever carries it out.
    }

    @Override
    public void close() {
        orders.shutdown();
    }
}
