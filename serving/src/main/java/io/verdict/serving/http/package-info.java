/**
 * HTTP/1.1 on Netty, with limits on everything a client can send, and on how long it takes. Knows nothing of models.
 *
 * <p>The front door is {@link io.verdict.serving.http.HttpServer}: it reads a {@link io.verdict.serving.http.Request},
 * gives it to a {@link io.verdict.serving.http.Service}, and writes the {@link io.verdict.serving.http.Answer} that comes
 * of it, now or later. Between them stand {@code StrictRequestDecoder}, which refuses what is ambiguous, and one
 * {@code Connection} for each client, whose {@code ConnectionClock} says when it takes too long. A
 * {@link io.verdict.serving.http.Refusal} is an answer that is thrown.
 *
 * <p>Traps. A service is called in the thread of many connections: it must hand work over. A client that closes its side
 * of the connection before it has its answer counts as gone. Requests of one connection are served one after the other.
 */
@NullMarked
package io.verdict.serving.http;

import org.jspecify.annotations.NullMarked;
