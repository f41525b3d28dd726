package io.verdict.serving.http;

import io.verdict.transformer.VerdictException;
import java.time.Duration;

/**
 * What a client may take.
 *
 * @param maxHeaderBytes of the request line and the headers, each
 * @param maxBodyBytes of a request's body
 * @param maxConnections at a time; further ones are closed at once
 * @param receiveTimeout from a request's first byte to its last
 * @param idleTimeout between requests
 * @param writeTimeout for a client to take its answer
 */
public record HttpLimits(
        int maxHeaderBytes,
        int maxBodyBytes,
        int maxConnections,
        Duration receiveTimeout,
        Duration idleTimeout,
        Duration writeTimeout) {
    public static final HttpLimits DEFAULT = new HttpLimits(
            16 << 10, 4 << 20, 4096, Duration.ofSeconds(10), Duration.ofSeconds(75), Duration.ofSeconds(20));

    public HttpLimits {
        atLeast("max_header_bytes", maxHeaderBytes, 256);
        atLeast("max_body_bytes", maxBodyBytes, 2);
        atLeast("max_connections", maxConnections, 1);
        positive("receive_timeout", receiveTimeout);
        positive("idle_timeout", idleTimeout);
        positive("write_timeout", writeTimeout);
    }

    public HttpLimits withMaxBodyBytes(int bytes) {
        return new HttpLimits(maxHeaderBytes, bytes, maxConnections, receiveTimeout, idleTimeout, writeTimeout);
    }

    public HttpLimits withMaxConnections(int connections) {
        return new HttpLimits(maxHeaderBytes, maxBodyBytes, connections, receiveTimeout, idleTimeout, writeTimeout);
    }

    public HttpLimits withTimeouts(Duration receive, Duration idle, Duration write) {
        return new HttpLimits(maxHeaderBytes, maxBodyBytes, maxConnections, receive, idle, write);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new VerdictException(name + " is " + value + ", must be at least " + least);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new VerdictException(name + " is " + value.toMillis() + " ms, must be positive");
        }
    }
}
