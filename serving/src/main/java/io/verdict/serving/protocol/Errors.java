package io.verdict.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.verdict.serving.batch.DeadlineExceededException;
import io.verdict.serving.batch.DrainingException;
import io.verdict.serving.batch.OverloadedException;
import io.verdict.serving.http.Answer;
import io.verdict.serving.http.Refusal;
import io.verdict.serving.http.Request;
import io.verdict.serving.model.TextTooLongException;
import io.verdict.tokenizer.TokenizerException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Errors as clients see them: {@code error} for all, {@code error_type} for those of text-embeddings-inference, and
 * {@code detail} for those of Lightning Flash; {@code error} alone for the Open Inference Protocol. */
public final class Errors {
    private Errors() {}

    /** The answer to a refused request, in the form of the protocol that its path belongs to. */
    public static Answer answer(Request request, Refusal refusal) {
        JsonObject body = new JsonObject();
        body.addProperty("error", refusal.message());
        boolean openInference = request.path().equals("/v2") || request.path().startsWith("/v2/");
        if (!openInference) {
            body.addProperty("error_type", refusal.kind());
            if (refusal.status() == 422) {
                body.add("detail", detail(refusal));
            } else if (refusal.status() == 404) {
                body.addProperty("detail", "Not Found");
            }
        }
        // That protocol has one status for all that is wrong with a body.
        int status = openInference && refusal.status() == 422 ? 400 : refusal.status();
        Answer answer = Json.answer(status, body);
        for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
            answer = answer.withHeader(header.getKey(), header.getValue());
        }
        return answer;
    }

    /** As FastAPI says it. */
    private static JsonArray detail(Refusal refusal) {
        JsonArray location = new JsonArray();
        location.add("body");
        if (!refusal.where().isEmpty()) {
            for (String part : refusal.where().split("\\.", -1)) {
                location.add(part);
            }
        }
        JsonObject problem = new JsonObject();
        problem.add("loc", location);
        problem.add("msg", new JsonPrimitive(refusal.message()));
        problem.addProperty("type", "value_error");
        JsonArray detail = new JsonArray();
        detail.add(problem);
        return detail;
    }

    /** What a failure of the model or the queue is to a client; empty if it is a fault of the server. */
    static Optional<Refusal> refusal(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof Refusal refusal) {
            return Optional.of(refusal);
        } else if (cause instanceof OverloadedException overloaded) {
            return Optional.of(overloaded(message, overloaded.retryAfter()));
        } else if (cause instanceof DeadlineExceededException) {
            return Optional.of(new Refusal(504, "Timeout", message));
        } else if (cause instanceof DrainingException) {
            return Optional.of(new Refusal(503, "Unhealthy", message));
        } else if (cause instanceof TextTooLongException) {
            return Optional.of(new Refusal(413, "Validation", message));
        } else if (cause instanceof TokenizerException) {
            return Optional.of(new Refusal(422, "Tokenizer", message));
        }
        return Optional.empty();
    }

    static Refusal overloaded(String message, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return new Refusal(
                429,
                "Overloaded",
                message + "; try again in " + seconds + " s",
                Map.of("retry-after", Long.toString(seconds)));
    }
}
