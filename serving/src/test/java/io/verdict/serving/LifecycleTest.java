package io.verdict.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.serving.batch.BatcherOptions;
import io.verdict.serving.protocol.BodyLimits;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Overload, deadlines, models that take each other's place, and the end; with clients that send all the time. */
@Timeout(60)
class LifecycleTest {
    private static final Labels LABELS = Labels.of(List.of("bad", "good"));
    private static final String BODY = "{\"inputs\": \"good good\"}";

    private final AtomicBoolean stuck = new AtomicBoolean();
    /** Whether a batch is being held up. */
    private final AtomicBoolean held = new AtomicBoolean();

    private final ExecutorService clients = Executors.newCachedThreadPool();

    /** Holds up the model as long as it is to be stuck, five milliseconds at least; not for ever if a test fails. */
    private void compute() {
        long begin = System.nanoTime();
        held.set(stuck.get());
        do {
            LockSupport.parkNanos(5_000_000);
        } while (stuck.get() && System.nanoTime() - begin < 15e9);
        held.set(false);
    }

    private TestServer start(int maxQueue, Duration timeout) {
        return TestServer.start(
                LABELS,
                this::compute,
                options -> options.withBody(new BodyLimits(1000, Math.min(4, maxQueue), 32))
                        .withBatcher(new BatcherOptions(1, 64, maxQueue, timeout)));
    }

    @AfterEach
    void endClients() {
        stuck.set(false);
        clients.shutdownNow();
    }

    private CompletableFuture<HttpResponse<String>> send(TestServer server, String body) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return server.post("/predict", body);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                clients);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static String metric(TestServer server, String name) {
        try {
            return server.get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .findFirst()
                    .orElse("none");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void moreThanTheQueueHoldsIsRefusedAtOnceAndTheRestIsAnswered() throws Exception {
        try (TestServer server = start(3, Duration.ofSeconds(20))) {
            stuck.set(true);
            List<CompletableFuture<HttpResponse<String>>> accepted = new ArrayList<>();
            accepted.add(send(server, BODY));
            await(held::get);
            for (int i = 0; i < 12; i++) {
                accepted.add(send(server, BODY));
            }
            await(() -> accepted.stream().filter(CompletableFuture::isDone).count() >= 8);
            List<HttpResponse<String>> refused = accepted.stream()
                    .filter(CompletableFuture::isDone)
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(refused).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(429);
                assertThat(Integer.parseInt(
                                answer.headers().firstValue("retry-after").orElseThrow()))
                        .isPositive();
                assertThat(answer.body()).contains("\"error_type\":\"Overloaded\"");
            });
            stuck.set(false);
            for (CompletableFuture<HttpResponse<String>> future : accepted) {
                assertThat(future.get().statusCode()).isIn(200, 429);
            }
            assertThat(accepted.stream()
                            .filter(future -> future.join().statusCode() == 200)
                            .count())
                    .isGreaterThanOrEqualTo(3);
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void whatIsLateIsAnsweredSoAndDropped() throws Exception {
        try (TestServer server = start(10, Duration.ofMillis(200))) {
            stuck.set(true);
            CompletableFuture<HttpResponse<String>> first = send(server, BODY);
            await(held::get);
            CompletableFuture<HttpResponse<String>> second = send(server, BODY);
            assertThat(first.get().statusCode()).isEqualTo(504);
            assertThat(second.get().statusCode()).isEqualTo(504);
            assertThat(second.get().body()).contains("within 200 ms");
            assertThat(metric(server, "verdict_queue_texts")).isEqualTo("verdict_queue_texts 0.0");
            stuck.set(false);
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void requestsWhoseClientHasGoneLeaveTheQueue() throws Exception {
        try (TestServer server = start(10, Duration.ofSeconds(30))) {
            stuck.set(true);
            CompletableFuture<HttpResponse<String>> first = send(server, BODY);
            await(held::get);
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Socket socket = server.socket();
                new RawClient(socket).send(RawClient.predict(BODY));
                sockets.add(socket);
            }
            await(() -> metric(server, "verdict_queue_texts").equals("verdict_queue_texts 5.0"));
            for (Socket socket : sockets) {
                socket.close();
            }
            await(() -> metric(server, "verdict_queue_texts").equals("verdict_queue_texts 0.0"));
            stuck.set(false);
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(server.get("/metrics").body())
                    .contains("verdict_http_requests_total{route=\"/predict\",status=\"499\"} 5.0");
        }
    }

    @Test
    void aModelTakesAnothersPlaceWithoutALostRequest() throws Exception {
        try (TestServer server = start(100, Duration.ofSeconds(20))) {
            AtomicBoolean go = new AtomicBoolean(true);
            AtomicInteger answered = new AtomicInteger();
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                running.add(CompletableFuture.runAsync(
                        () -> {
                            while (go.get()) {
                                HttpResponse<String> answer = send(server, BODY).join();
                                assertThat(answer.statusCode())
                                        .as(answer.body())
                                        .isEqualTo(200);
                                answered.incrementAndGet();
                            }
                        },
                        clients));
            }
            for (int version = 2; version <= 4; version++) {
                server.server()
                        .reload(() ->
                                TestModels.classifier(LABELS, 2).withEngine(TestModels.counting(2, this::compute)));
                assertThat(server.server().modelVersion()).isEqualTo(version);
            }
            assertThatThrownBy(() -> server.server().reload(() -> {
                        throw new VerdictException("no model there");
                    }))
                    .hasMessage("no model there");
            assertThat(server.server().modelVersion()).isEqualTo(4);
            go.set(false);
            for (CompletableFuture<Void> one : running) {
                one.join();
            }
            assertThat(answered.get()).isGreaterThan(20);
            assertThat(server.get("/metrics").body())
                    .contains(
                            "verdict_reloads_total{result=\"done\"} 3.0",
                            "verdict_reloads_total{result=\"failed\"} 1.0");
        }
    }

    @Test
    void stoppingAnswersWhatWasAccepted() throws Exception {
        TestServer server = start(100, Duration.ofSeconds(20));
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        List<String> lost = new ArrayList<>();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            running.add(CompletableFuture.runAsync(() -> sendUntilTheEnd(server, begun, answered, lost), clients));
        }
        await(() -> answered.get() > 50);
        assertThat(server.server().stop(Duration.ofSeconds(20))).isTrue();
        for (CompletableFuture<Void> one : running) {
            one.get();
        }
        // Each request that was sent on an open connection has its answer.
        assertThat(lost).isEmpty();
        assertThat(answered.get()).isEqualTo(begun.get());
        assertThat(server.server().isReady()).isFalse();
        assertThatThrownBy(server::socket).isInstanceOf(IOException.class);
    }

    private static void sendUntilTheEnd(
            TestServer server, AtomicInteger begun, AtomicInteger answered, List<String> lost) {
        while (true) {
            try (RawClient client = new RawClient(server.socket())) {
                boolean open = true;
                while (open) {
                    client.send(RawClient.predict(BODY));
                    begun.incrementAndGet();
                    String answer = client.answer();
                    if (!answer.startsWith("HTTP/1.1 200")) {
                        synchronized (lost) {
                            lost.add(answer);
                        }
                        return;
                    }
                    answered.incrementAndGet();
                    open = !answer.contains("connection: close");
                }
            } catch (IOException e) {
                return; // It cannot connect any more.
            }
        }
    }

    @Test
    void aServerThatCannotListenSaysSo() {
        try (TestServer server = start(10, Duration.ofSeconds(1))) {
            int port = server.server().uri().getPort();
            assertThatThrownBy(() -> TestServer.start(options -> options.withAddress("127.0.0.1", port)))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageContaining("Cannot listen at 127.0.0.1 port " + port);
            assertThatThrownBy(() -> TestServer.start(options -> options.withAddress("no.such.host.invalid", 0)))
                    .hasMessageContaining("There is no host");
        }
    }
}
