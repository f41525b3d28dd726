package io.verdict.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.serving.http.HttpLimits;
import io.verdict.serving.protocol.BodyLimits;
import io.verdict.transformer.text.Labels;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients do wrong, over real sockets: each has its answer, and the server lives. */
@Timeout(60)
class FaultsTest {
    private TestServer server = TestServer.start(options -> options);

    @BeforeEach
    void isAlive() throws Exception {
        assertThat(server.isAlive()).isTrue();
    }

    @AfterEach
    void isStillAlive() throws Exception {
        assertThat(server.isAlive()).isTrue();
        server.close();
    }

    private void restart(UnaryOperator<ServerOptions> change) {
        server.close();
        server = TestServer.start(change);
    }

    private RawClient client() throws IOException {
        return new RawClient(server.socket());
    }

    @Test
    void tenMegabytesAreTooMuch() throws Exception {
        byte[] body = new byte[10 << 20];
        Arrays.fill(body, (byte) ' ');
        HttpResponse<String> answer = server.post("/predict", body);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("more than the 4194304 bytes");
    }

    @Test
    void chunksThatAddUpToTooMuchAreRefused() throws Exception {
        try (RawClient client = client()) {
            client.send("POST /predict HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 80; i++) {
                client.send(chunk);
            }
            client.send("0\r\n\r\n");
            assertThat(client.status()).isEqualTo(413);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void nestingIsBounded() throws Exception {
        HttpResponse<String> answer =
                server.post("/predict", "{\"inputs\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("nested more than 32 levels deep");
        assertThat(server.post("/predict", "[".repeat(3_000_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void bytesThatAreNotUtf8AreNamed() throws Exception {
        byte[] body = "{\"inputs\": \"ab?\"}".getBytes(StandardCharsets.ISO_8859_1);
        body[14] = (byte) 0xE4;
        HttpResponse<String> answer = server.post("/predict", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the byte 0xe4 at offset 14");
        // An overlong slash, half a surrogate pair, and a text that is cut.
        for (byte[] wrong : List.of(
                new byte[] {(byte) 0xC0, (byte) 0xAF},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xF0, (byte) 0x9F})) {
            assertThat(server.post("/predict", wrong).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aWordOfAMillionCharactersIsTooLong() throws Exception {
        String word = "x".repeat(1_000_000);
        HttpResponse<String> answer = server.post("/predict", "{\"inputs\": \"" + word + "\"}");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("more than the 100000 bytes that a text may have");
        restart(options -> options.withBody(new BodyLimits(2_000_000, 256, 32)));
        assertThat(server.post("/predict", "{\"inputs\": \"" + word + "\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void nulBytesAreNoJson() throws Exception {
        assertThat(server.post("/predict", "{\"inputs\": \"a\0b\"}").statusCode())
                .isEqualTo(400);
        assertThat(server.post("/predict", "\0\0\0").statusCode()).isEqualTo(400);
        try (RawClient client = client()) {
            assertThat(client.send("GET /\0 HTTP/1.1\r\nHost: t\r\n\r\n").status())
                    .isIn(400, 404);
        }
        try (RawClient client = client()) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: t\r\nX: a\0b\r\n\r\n")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void whatIsNoHttpIsRefused() throws Exception {
        for (String wrong : List.of(
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n",
                "HELLO\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: t\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "POST /predict HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n",
                "POST /predict HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST /predict HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /predict HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "GET / HTTP/1.1\r\nHost: t\r\nBad Name: x\r\n\r\n")) {
            try (RawClient client = client()) {
                assertThat(client.send(wrong).status()).as(wrong).isIn(400, 505);
                assertThat(client.isClosed()).as(wrong).isTrue();
            }
        }
    }

    @Test
    void headersAreBounded() throws Exception {
        try (RawClient client = client()) {
            client.send("GET / HTTP/1.1\r\nHost: t\r\nX: " + "y".repeat(20_000) + "\r\n\r\n");
            assertThat(client.status()).isEqualTo(431);
        }
        try (RawClient client = client()) {
            assertThat(client.send("GET /" + "y".repeat(20_000) + " HTTP/1.1\r\nHost: t\r\n\r\n")
                            .status())
                    .isEqualTo(414);
        }
    }

    @Test
    void slowClientsAreNotWaitedFor() throws Exception {
        HttpLimits quick =
                HttpLimits.DEFAULT.withTimeouts(Duration.ofMillis(600), Duration.ofMillis(900), Duration.ofMillis(500));
        restart(options -> options.withHttp(quick));
        try (RawClient head = client();
                RawClient body = client();
                RawClient silent = client()) {
            head.send("POST /predict HTTP/1.1\r\nHost: t\r\n");
            body.send("POST /predict HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n\r\n");
            long begin = System.nanoTime();
            Thread drip = new Thread(() -> {
                try {
                    while (System.nanoTime() - begin < 5e9) {
                        // A byte now and then does not buy more time.
                        head.send("X");
                        body.send(" ");
                        Thread.sleep(50);
                    }
                } catch (IOException | InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            drip.start();
            assertThat(head.status()).isEqualTo(408);
            assertThat(body.status()).isEqualTo(408);
            assertThat(silent.isClosed()).isTrue();
            assertThat((System.nanoTime() - begin) / 1e9).isBetween(0.5, 4.9);
            drip.interrupt();
            drip.join();
        }
    }

    @Test
    void aThousandIdleConnectionsCostNothing() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                idle.add(server.socket());
            }
            for (int i = 0; i < 20; i++) {
                assertThat(server.isAlive()).isTrue();
            }
            // A connection is open for the client before the server has taken it.
            for (int looks = 0; looks < 200 && connections() < 1000; looks++) {
                Thread.sleep(50);
            }
            assertThat(connections()).isGreaterThanOrEqualTo(1000);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private double connections() throws Exception {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("verdict_connections "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void connectionsAreBounded() throws Exception {
        restart(options -> options.withHttp(HttpLimits.DEFAULT.withMaxConnections(2)));
        try (RawClient one = client()) {
            assertThat(one.send(RawClient.predict("{\"inputs\": \"good\"}")).status())
                    .isEqualTo(200);
            try (RawClient two = client()) {
                assertThat(two.send("GET /health HTTP/1.1\r\nHost: t\r\n\r\n").status())
                        .isEqualTo(200);
                try (RawClient three = client()) {
                    assertThat(three.isClosed()).isTrue();
                }
            }
        }
        Thread.sleep(200);
    }

    @Test
    void clientsMayHangUpAtAnyTime() throws Exception {
        String request = RawClient.predict("{\"inputs\": \"good good\"}");
        for (int cut = 1; cut < request.length(); cut += 7) {
            try (Socket socket = server.socket()) {
                socket.getOutputStream().write(request.substring(0, cut).getBytes(StandardCharsets.UTF_8));
                if (cut % 2 == 0) {
                    socket.setSoLinger(true, 0); // A reset in place of an end.
                }
            }
        }
        for (int i = 0; i < 50; i++) {
            try (Socket socket = server.socket()) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.setSoLinger(true, 0);
            }
        }
    }

    @Test
    void requestsOfOneConnectionAreAnsweredInTheirOrder() throws Exception {
        try (RawClient client = client()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                all.append(RawClient.predict("{\"inputs\": \"" + "good ".repeat(i) + "\", \"raw_scores\": true}"));
            }
            client.send(all.toString());
            for (int i = 0; i < 40; i++) {
                assertThat(client.answer()).contains("200 OK", "\"score\":" + i + ".0");
            }
        }
    }

    @Test
    void aBodyCanBeAnnounced() throws Exception {
        try (RawClient client = client()) {
            String body = "{\"inputs\": \"good\"}";
            client.send("POST /predict HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: " + body.length()
                    + "\r\n\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 100 Continue");
            assertThat(client.send(body).status()).isEqualTo(200);
            client.send(
                    "POST /predict HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
            assertThat(client.status()).isEqualTo(413);
        }
    }

    @Test
    void methodsAndPathsAreChecked() throws Exception {
        assertThat(server.get("/predict").statusCode()).isEqualTo(405);
        assertThat(server.get("/predict").headers().firstValue("allow")).contains("POST, OPTIONS");
        assertThat(server.post("/info", "{}").statusCode()).isEqualTo(405);
        for (String path : List.of(
                "/page/../openapi.json",
                "/page/%2e%2e/openapi.json",
                "/docs/..%2fopenapi.json",
                "/page/",
                "/docs/.",
                "//",
                "/predict/",
                "/page/index.html%00.js")) {
            try (RawClient client = client()) {
                assertThat(client.send("GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n")
                                .status())
                        .as(path)
                        .isEqualTo(404);
            }
        }
        try (RawClient client = client()) {
            client.send("HEAD /health HTTP/1.1\r\nHost: t\r\n\r\nGET /nothing HTTP/1.1\r\nHost: t\r\n\r\n");
            // The head of the same length as for GET, and nothing behind it but the next answer.
            assertThat(client.answer()).contains("200 OK", "content-length: 16", "HTTP/1.1 404");
        }
        assertThat(server.post("/predict", "a", "Content-Type", "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(server.post("/predict", "a", "Content-Encoding", "gzip").statusCode())
                .isEqualTo(415);
    }

    @Test
    void answersSayNothingOfTheServersInside() throws Exception {
        AtomicBoolean fails = new AtomicBoolean();
        Runnable before = () -> {
            if (fails.get()) {
                throw new IllegalStateException("secret");
            }
        };
        try (TestServer broken = TestServer.start(Labels.of(List.of("bad", "good")), before, options -> options)) {
            fails.set(true);
            HttpResponse<String> answer = broken.post("/predict", "{\"inputs\": \"good\"}", "X-Request-Id", "my-id.7");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("my-id.7").doesNotContain("Exception", "secret", ".java");
            assertThat(answer.headers().firstValue("x-request-id")).contains("my-id.7");
            assertThat(broken.post("/predict", "{\"inputs\": \"good\"}", "X-Request-Id", "no id")
                            .headers()
                            .firstValue("x-request-id"))
                    .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{16}"));
        }
    }
}
