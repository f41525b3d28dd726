package io.verdict.benchmarks;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.tokenizer.Truncation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * The server that people write around ONNX Runtime: a handler that tokenizes a text, runs the model on it and answers. No
 * batches, no padding, Verdict's tokenizer. Its arguments are an ONNX file, a tokenizer.json, the most tokens, the threads
 * that compute a text (0 for ONNX Runtime's own choice), and the requests that are answered at a time (0 for all); it
 * prints its port.
 */
final class PlainServer {
    private final OnnxRuntimeModel model;
    private final Tokenizer tokenizer;

    private PlainServer(OnnxRuntimeModel model, Tokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
    }

    public static void main(String[] arguments) throws IOException {
        PlainServer plain = new PlainServer(
                new OnnxRuntimeModel(Files.readAllBytes(Path.of(arguments[0])), Integer.parseInt(arguments[3])),
                Tokenizer.load(Path.of(arguments[1]))
                        .withPadding(null)
                        .withTruncation(Truncation.to(Integer.parseInt(arguments[2]))));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        int atATime = Integer.parseInt(arguments[4]);
        server.setExecutor(atATime == 0 ? Executors.newCachedThreadPool() : Executors.newFixedThreadPool(atATime));
        server.createContext("/predict", plain::answer);
        server.start();
        Settings.say(Integer.toString(server.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String text =
                    JsonParser.parseString(body).getAsJsonObject().get("inputs").getAsString();
            float[] logits = model.logits(List.of(tokenizer.encodeIds(text)))[0];
            int best = logits[0] >= logits[1] ? 0 : 1;
            double probability = 1 / (1 + Math.exp(logits[1 - best] - logits[best]));
            JsonObject first = new JsonObject();
            first.addProperty("score", probability);
            first.addProperty("label", Corpus.MAIL_CLASSES.get(best));
            JsonArray answer = new JsonArray();
            answer.add(first);
            byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
