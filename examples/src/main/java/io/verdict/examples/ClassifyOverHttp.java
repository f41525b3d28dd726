package io.verdict.examples;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Classifies texts by a server that {@code verdict serve} started; it needs nothing of Verdict itself, only an HTTP client
 * and a JSON reader. A server that is busy says when to come back, and is asked again then.
 *
 * <p>Arguments: the server's address, such as {@code http://127.0.0.1:8000}, and the texts. An API key is taken from the
 * environment variable {@code VERDICT_API_KEY}.
 */
public final class ClassifyOverHttp {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int TRIES = 5;

    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    /** A text's most likely label. */
    record Answer(String label, double score) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI predict;
    private final String key;

    /** @param key the server's API key; empty if it has none */
    ClassifyOverHttp(URI server, String key) {
        this.predict = server.resolve("/predict");
        this.key = key;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 2) {
            throw new IllegalArgumentException("Arguments: the server's address and at least one text");
        }
        String key = System.getenv().getOrDefault("VERDICT_API_KEY", "");
        List<String> texts = List.of(args).subList(1, args.length);
        new ClassifyOverHttp(URI.create(args[0]), key)
                .show(texts, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    void show(List<String> texts, PrintStream out) throws IOException, InterruptedException {
        List<Answer> answers = classify(texts);
        for (int i = 0; i < answers.size(); i++) {
            out.printf("%s (%.2f): %s%n", answers.get(i).label(), answers.get(i).score(), texts.get(i));
        }
    }

    /**
     * One answer a text, in their order.
     *
     * @throws IOException if the server cannot be reached, stays busy or refuses; the message has its reason
     */
    List<Answer> classify(List<String> texts) throws IOException, InterruptedException {
        HttpRequest request = request(texts);
        for (int tries = 1; true; tries++) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == OK) {
                return answers(response.body());
            }
            if (response.statusCode() != TOO_MANY_REQUESTS || tries == TRIES) {
                throw new IOException("The server answered " + response.statusCode() + ": " + reason(response.body()));
            }
            Thread.sleep(
                    1000 * response.headers().firstValueAsLong("Retry-After").orElse(1));
        }
    }

    private HttpRequest request(List<String> texts) {
        JsonArray inputs = new JsonArray();
        for (String text : texts) {
            JsonArray input = new JsonArray(); // A list of one text; a list of two would be a pair.
            input.add(text);
            inputs.add(input);
        }
        JsonObject body = new JsonObject();
        body.add("inputs", inputs);
        HttpRequest.Builder request = HttpRequest.newBuilder(predict)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return key.isEmpty()
                ? request.build()
                : request.header("Authorization", "Bearer " + key).build();
    }

    /** Each text has a list of its labels, the most likely first. */
    private static List<Answer> answers(String body) {
        List<Answer> answers = new ArrayList<>();
        for (JsonElement labels : JsonParser.parseString(body).getAsJsonArray()) {
            JsonObject first = labels.getAsJsonArray().get(0).getAsJsonObject();
            answers.add(new Answer(
                    first.get("label").getAsString(), first.get("score").getAsDouble()));
        }
        return answers;
    }

    private static String reason(String body) {
        return body.startsWith("{")
                ? JsonParser.parseString(body).getAsJsonObject().get("error").getAsString()
                : body;
    }
}
