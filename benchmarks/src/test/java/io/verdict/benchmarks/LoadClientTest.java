package io.verdict.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadClientTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger atATime = new AtomicInteger();
    private final AtomicInteger mostAtATime = new AtomicInteger();

    private final HttpServer server;

    LoadClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /** Every fourth request is told to come later. */
    @BeforeEach
    void serve() {
        server.setExecutor(threads);
        server.createContext("/predict", exchange -> {
            mostAtATime.accumulateAndGet(atATime.incrementAndGet(), Math::max);
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean busy = answered.incrementAndGet() % 4 == 0;
            atATime.decrementAndGet();
            exchange.sendResponseHeaders(busy ? 429 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        threads.shutdown();
    }

    private LoadClient client() {
        return new LoadClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/predict"), List.of("a", "b"));
    }

    @Test
    void connectionsSendTheirNextWhenTheyHaveAnAnswer() {
        Latencies latencies = client().closedLoop(3, 3);
        assertThat(latencies.ends()).containsExactly("200", "429");
        // Those that were under way at the end are not counted.
        assertThat(latencies.count("200") + latencies.count("429")).isBetween(answered.get() - 3, answered.get());
        assertThat(mostAtATime.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void requestsOfAnOpenLoopAreAllCounted() {
        Latencies latencies = client().openLoop(200, 0.5, 7);
        assertThat(latencies.count("200") + latencies.count("429"))
                .as("arrivals of this seed, whenever they are answered")
                .isEqualTo(answered.get())
                .isBetween(80, 120);
    }

    @Test
    void anAnswerIsCheckedBeforeAnythingIsTimed() {
        LoadClient client = client();
        assertThat(client.answer(0)).isEqualTo("a");
        assertThat(client.answer(1)).isEqualTo("b");
        assertThat(client.answer(0)).isEqualTo("a");
        assertThatThrownBy(() -> client.answer(1))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("429");
    }

    @Test
    void quantilesAreOfThoseThatWereAnswered() {
        Latencies latencies = new Latencies(
                2, Map.of("200", new double[] {4, 1, 3, 2}, "503", new double[] {9, 8}, "429", new double[] {7}));
        assertThat(latencies.requestsPerSecond()).isEqualTo(2);
        assertThat(latencies.quantile(0.5)).isEqualTo(3);
        assertThat(latencies.quantile(1)).isEqualTo(4);
        assertThat(latencies.quantile(0)).isEqualTo(1);
        assertThat(latencies.quantile("503", 0.5)).isEqualTo(9);
        assertThat(latencies.failures()).isEqualTo("1 x 429, 2 x 503");
        assertThat(new Latencies(1, Map.of()).quantile(0.5)).isNaN();
        assertThat(new Latencies(1, Map.of()).failures()).isEqualTo("none");
    }
}
