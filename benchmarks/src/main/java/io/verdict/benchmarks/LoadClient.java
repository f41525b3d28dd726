package io.verdict.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;

/** Sends the same requests to one server or another, and measures when they are answered. */
final class LoadClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<HttpRequest> requests;

    /** @param bodies JSON documents to post in turn */
    LoadClient(URI uri, List<String> bodies) {
        requests = bodies.stream()
                .map(body -> HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .toList();
    }

    /** The answer to one request. */
    String answer(int request) {
        HttpResponse<String> response = client.sendAsync(requests.get(request), HttpResponse.BodyHandlers.ofString())
                .join();
        if (response.statusCode() != 200) {
            throw new BenchmarkException("The server answered " + response.statusCode() + ": "
                    + response.body().strip());
        }
        return response.body();
    }

    /** Milliseconds until one request is answered. */
    double milliseconds(int request) {
        long sent = System.nanoTime();
        answer(request);
        return (System.nanoTime() - sent) * 1e-6;
    }

    /** As many requests at a time as there are connections: each sends its next when it has an answer. */
    Latencies closedLoop(int connections, double seconds) {
        Run run = new Run();
        long end = run.start + (long) (seconds * 1e9);
        for (int i = 0; i < connections; i++) {
            run.open.register();
            next(run, end);
        }
        return run.result(seconds);
    }

    private void next(Run run, long end) {
        long sent = System.nanoTime();
        if (sent >= end) {
            run.open.arriveAndDeregister();
            return;
        }
        var unused = client.sendAsync(run.request(), HttpResponse.BodyHandlers.ofByteArray())
                .whenComplete((response, failure) -> {
                    long now = System.nanoTime();
                    if (now < end) {
                        run.add(response, failure, now - sent);
                    }
                    next(run, end);
                });
    }

    /**
     * Requests at random times (a Poisson process), whether or not earlier ones were answered; a request's time counts
     * from when it was due.
     */
    Latencies openLoop(double requestsPerSecond, double seconds, long seed) {
        Random random = new Random(seed);
        Run run = new Run();
        double due = 0;
        while (true) {
            due -= Math.log1p(-random.nextDouble()) / requestsPerSecond;
            if (due >= seconds) {
                return run.result(seconds);
            }
            long at = run.start + (long) (due * 1e9);
            for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            run.open.register();
            var unused = client.sendAsync(run.request(), HttpResponse.BodyHandlers.ofByteArray())
                    .whenComplete((response, failure) -> {
                        run.add(response, failure, System.nanoTime() - at);
                        run.open.arriveAndDeregister();
                    });
        }
    }

    private final class Run {
        private final long start = System.nanoTime();
        private final AtomicInteger sent = new AtomicInteger();
        private final Phaser open = new Phaser(1);
        private final Map<String, DoubleStream.Builder> byEnd = new HashMap<>();

        HttpRequest request() {
            return requests.get(Math.floorMod(sent.getAndIncrement(), requests.size()));
        }

        synchronized void add(HttpResponse<byte[]> response, Throwable failure, long nanos) {
            String end = failure == null
                    ? Integer.toString(response.statusCode())
                    : failure.getClass().getSimpleName();
            byEnd.computeIfAbsent(end, key -> DoubleStream.builder()).add(nanos * 1e-6);
        }

        /** Waits for what is under way. */
        Latencies result(double seconds) {
            open.arriveAndAwaitAdvance();
            Map<String, double[]> milliseconds = new HashMap<>();
            synchronized (this) {
                byEnd.forEach(
                        (end, times) -> milliseconds.put(end, times.build().toArray()));
            }
            return new Latencies(seconds, milliseconds);
        }
    }
}
