package io.verdict.serving;

import io.verdict.serving.batch.BatcherOptions;
import io.verdict.serving.http.HttpLimits;
import io.verdict.serving.http.Tls;
import io.verdict.serving.protocol.BodyLimits;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Output;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a model is served. {@link #DEFAULT} listens on the loopback interface only.
 *
 * @param name of the model in paths and answers
 * @param host the address or name to listen at
 * @param port the port, 0 for any free one
 * @param batcher how texts are put into batches, and how long they may take
 * @param body what a body may hold
 * @param http what a client may take
 * @param output what Flash's protocol answers, and the tensors that the Open Inference Protocol answers by default
 * @param sanityCheck whether a text is classified, and told, before the server is ready
 * @param apiKey what clients must show, as {@code Authorization: Bearer KEY}
 * @param tls with which all connections are encrypted
 * @param corsOrigins the origins whose pages may read answers; {@code *} for all
 * @param accessLog where a line of JSON is written for each answer
 */
public record ServerOptions(
        String name,
        String host,
        int port,
        BatcherOptions batcher,
        BodyLimits body,
        HttpLimits http,
        Output output,
        boolean sanityCheck,
        Optional<String> apiKey,
        Optional<Tls> tls,
        List<String> corsOrigins,
        Optional<OutputStream> accessLog) {
    public static final ServerOptions DEFAULT = new ServerOptions(
            "model",
            "127.0.0.1",
            8000,
            new BatcherOptions(2, 2048, 512, Duration.ofSeconds(10)),
            BodyLimits.DEFAULT,
            HttpLimits.DEFAULT,
            Output.LABELS,
            true,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    public static final int LARGEST_PORT = 65535;

    private static final int SHORTEST_KEY = 8;

    public ServerOptions {
        corsOrigins = List.copyOf(corsOrigins);
        if (name.isBlank() || name.contains("/")) {
            throw new VerdictException("The model's name is \"" + name + "\"; it must not be blank or have a slash");
        }
        if (port < 0 || port > LARGEST_PORT) {
            throw new VerdictException("port is " + port + ", must be 0 to " + LARGEST_PORT);
        }
        if (apiKey.isPresent()
                && (apiKey.get().length() < SHORTEST_KEY || !apiKey.get().matches("[!-~]+"))) {
            throw new VerdictException("The API key must have at least " + SHORTEST_KEY
                    + " characters, all of them visible ASCII, no blanks");
        }
        if (body.maxBatchTexts() > batcher.maxQueue()) {
            throw new VerdictException("max_batch_texts is " + body.maxBatchTexts() + ", but max_queue is "
                    + batcher.maxQueue() + ": a request that large could never be accepted");
        }
        for (String origin : corsOrigins) {
            if (!origin.equals("*") && !origin.matches("https?://[^/\\s]+")) {
                throw new VerdictException("The origin \"" + origin
                        + "\" is none; give it as browsers do, such as https://example.org, without a path");
            }
        }
    }

    public ServerOptions withName(String value) {
        return new ServerOptions(
                value, host, port, batcher, body, http, output, sanityCheck, apiKey, tls, corsOrigins, accessLog);
    }

    public ServerOptions withAddress(String newHost, int newPort) {
        return new ServerOptions(
                name, newHost, newPort, batcher, body, http, output, sanityCheck, apiKey, tls, corsOrigins, accessLog);
    }

    public ServerOptions withBatcher(BatcherOptions value) {
        return new ServerOptions(
                name, host, port, value, body, http, output, sanityCheck, apiKey, tls, corsOrigins, accessLog);
    }

    public ServerOptions withBody(BodyLimits value) {
        return new ServerOptions(
                name, host, port, batcher, value, http, output, sanityCheck, apiKey, tls, corsOrigins, accessLog);
    }

    public ServerOptions withHttp(HttpLimits value) {
        return new ServerOptions(
                name, host, port, batcher, body, value, output, sanityCheck, apiKey, tls, corsOrigins, accessLog);
    }

    public ServerOptions withOutput(Output value) {
        return new ServerOptions(
                name, host, port, batcher, body, http, value, sanityCheck, apiKey, tls, corsOrigins, accessLog);
    }

    public ServerOptions withSanityCheck(boolean value) {
        return new ServerOptions(
                name, host, port, batcher, body, http, output, value, apiKey, tls, corsOrigins, accessLog);
    }

    public ServerOptions withApiKey(String value) {
        return new ServerOptions(
                name,
                host,
                port,
                batcher,
                body,
                http,
                output,
                sanityCheck,
                Optional.of(value),
                tls,
                corsOrigins,
                accessLog);
    }

    public ServerOptions withTls(Tls value) {
        return new ServerOptions(
                name,
                host,
                port,
                batcher,
                body,
                http,
                output,
                sanityCheck,
                apiKey,
                Optional.of(value),
                corsOrigins,
                accessLog);
    }

    public ServerOptions withCorsOrigins(List<String> value) {
        return new ServerOptions(
                name, host, port, batcher, body, http, output, sanityCheck, apiKey, tls, value, accessLog);
    }

    public ServerOptions withAccessLog(OutputStream value) {
        return new ServerOptions(
                name,
                host,
                port,
                batcher,
                body,
                http,
                output,
                sanityCheck,
                apiKey,
                tls,
                corsOrigins,
                Optional.of(value));
    }
}
