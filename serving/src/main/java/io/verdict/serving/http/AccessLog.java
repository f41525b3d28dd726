package io.verdict.serving.http;

import com.google.gson.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of JSON for each answer, without what the client has sent but for method and path. Written by a thread of its
 * own; where that is too slow, lines are left out and counted rather than requests held up. Safe for threads.
 */
public final class AccessLog implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int WAITING = 8192;
    private static final int LONGEST_PATH = 200;
    private static final String END = "";

    private final OutputStream out;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer = new Thread(this::write, "verdict-access-log");

    /** @param out is flushed whenever there is nothing more to write, and not closed */
    public AccessLog(OutputStream out) {
        this.out = out;
        writer.setDaemon(true);
        writer.start();
    }

    /** An answer was written. */
    public void add(Request request, Answer answer, Duration time) {
        JsonObject line = new JsonObject();
        line.addProperty("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        line.addProperty("id", request.id());
        line.addProperty("remote", request.remote());
        line.addProperty("method", request.method());
        line.addProperty(
                "path",
                request.path()
                        .substring(0, Math.min(LONGEST_PATH, request.path().length())));
        line.addProperty("status", answer.status());
        line.addProperty("request_bytes", request.body().length);
        line.addProperty("answer_bytes", answer.body().length);
        line.addProperty("ms", Math.round(time.toNanos() / 1e3) / 1e3);
        answer.notes().forEach(line::addProperty);
        if (!lines.offer(line + "\n")) {
            lost.incrementAndGet();
        }
    }

    private void write() {
        try {
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                if (lines.isEmpty()) {
                    out.flush();
                }
            }
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.error("The access log ends: it cannot be written: {}", e.getMessage());
        }
    }

    /** Writes what waits. */
    @Override
    public void close() {
        try {
            lines.put(END);
            writer.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (lost.get() > 0) {
            LOG.warn("{} lines of the access log were left out: writing it was too slow", lost.get());
        }
    }
}
