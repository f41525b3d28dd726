package io.verdict.serving;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** A server at a free port whose model counts the words "bad" and "good", and a client for it. */
public final class TestServer implements AutoCloseable {
    public static final ServerOptions OPTIONS =
            ServerOptions.DEFAULT.withAddress("127.0.0.1", 0).withSanityCheck(false);

    private final ModelServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestServer(ModelServer server) {
        this.server = server;
    }

    public static TestServer start(UnaryOperator<ServerOptions> change) {
        return start(Labels.of(List.of("bad", "good")), () -> {}, change);
    }

    /** The same with other labels; {@code before} runs before each batch. */
    public static TestServer start(Labels labels, Runnable before, UnaryOperator<ServerOptions> change) {
        TextClassifier model = TestModels.classifier(labels, 1).withEngine(TestModels.counting(labels.size(), before));
        return new TestServer(ModelServer.start(model, change.apply(OPTIONS), line -> {}));
    }

    public ModelServer server() {
        return server;
    }

    public URI uri(String path) {
        return server.uri().resolve(path);
    }

    public Socket socket() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    public HttpResponse<String> get(String path, String... headers) throws Exception {
        return client.send(request(path, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        return client.send(
                request(path, headers)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<byte[]> postForBytes(String path, byte[] body, String... headers) throws Exception {
        return client.send(
                request(path, headers)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Whether the server still classifies. */
    public boolean isAlive() throws Exception {
        HttpResponse<String> answer = post("/predict", "{\"inputs\": \"good good\"}");
        return answer.statusCode() == 200 && answer.body().contains("good");
    }

    public static JsonElement json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(path));
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    @Override
    public void close() {
        server.close();
    }
}
