package io.verdict.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.verdict.onnx.Backbone;
import io.verdict.onnx.Backbones;
import io.verdict.serving.ModelServer;
import io.verdict.serving.ServerOptions;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.TextClassifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClassifyOverHttpTest {
    private static final List<String> TEXTS = List.of("A film to remember.", "\"No\", she said:\näöü \uD83D\uDE00");
    private static final String KEY = "a-key-of-some-length";

    @Test
    void answersAreThoseOfTheModel() throws IOException, InterruptedException {
        Backbone backbone = Backbone.open(Backbones.DEFAULT);
        ServerOptions options =
                ServerOptions.DEFAULT.withAddress("127.0.0.1", 0).withApiKey(KEY);
        try (TextClassifier model = TextClassifier.onEncoder(
                        backbone.encoder(),
                        backbone.tokenizer(),
                        Labels.of(List.of("no", "yes")),
                        Pooling.MEAN,
                        64,
                        1);
                ModelServer server = ModelServer.start(model, options, line -> {})) {
            List<Prediction> expected = model.predict(TEXTS);
            Output output = new Output();

            new ClassifyOverHttp(server.uri(), KEY).show(TEXTS.subList(0, 1), output.stream());

            assertThat(new ClassifyOverHttp(server.uri(), KEY).classify(TEXTS))
                    .extracting(ClassifyOverHttp.Answer::label)
                    .isEqualTo(expected.stream().map(Prediction::label).toList());
            assertThat(output.lines()).hasSize(1);
            assertThat(output.lines().get(0))
                    .matches(expected.get(0).label() + " \\(0\\.\\d\\d\\): A film to remember\\.");
            assertThatThrownBy(() -> new ClassifyOverHttp(server.uri(), "another key").classify(TEXTS))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The server answered 401: ");
        }
    }

    @Test
    void aBusyServerIsAskedAgain() throws IOException, InterruptedException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/predict", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean busy = requests.incrementAndGet() < 3;
            byte[] body = (busy ? "{\"error\": \"busy\"}" : "[[{\"label\": \"yes\", \"score\": 0.75}]]")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Retry-After", "0");
            exchange.sendResponseHeaders(busy ? 429 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(new ClassifyOverHttp(uri, "").classify(List.of("a text")))
                    .containsExactly(new ClassifyOverHttp.Answer("yes", 0.75));
            assertThat(requests).hasValue(3);
        } finally {
            server.stop(0);
        }
    }
}
