package io.verdict.cli;

import io.verdict.serving.ServerOptions;
import io.verdict.serving.batch.BatcherOptions;
import io.verdict.serving.http.HttpLimits;
import io.verdict.serving.http.Tls;
import io.verdict.serving.protocol.BodyLimits;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a model is served. */
final class ServeSettings {
    /** The environment variable with the API key. */
    static final String KEY_VARIABLE = "VERDICT_API_KEY";

    private static final String DEFAULT = " Default: ${DEFAULT-VALUE}.";

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The address to listen at; 0.0.0.0 for all." + DEFAULT)
    String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "The port; 0 for any that is free." + DEFAULT)
    int port;

    @Option(
            names = "--admin_port",
            paramLabel = "PORT",
            description = "A port of 127.0.0.1 where POST /reload loads the model again without losing a request, as"
                    + " SIGHUP does; 0 for any that is free. Default: none.")
    @Nullable
    Integer adminPort;

    @Option(
            names = "--model_name",
            paramLabel = "NAME",
            description = "What clients call the model. Default: the folder's name.")
    @Nullable
    String name;

    @Option(
            names = "--output",
            paramLabel = "KIND",
            defaultValue = "labels",
            description = "What Flash's protocol answers, and the Open Inference Protocol where outputs are not named:"
                    + " labels, classes, probabilities, logits, preds or raw." + DEFAULT)
    Output output = Output.LABELS;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "2",
            description = "Batches that are computed at a time; one that is alone uses all threads." + DEFAULT)
    int workers;

    @Option(
            names = {"--max_batch_tokens", "--max-batch-tokens"},
            paramLabel = "N",
            defaultValue = "2048",
            description = "Tokens of a batch." + DEFAULT)
    int maxBatchTokens;

    @Option(
            names = {"--max_queue", "--max-queue"},
            paramLabel = "N",
            defaultValue = "512",
            description = "Texts that may wait; more are answered 429." + DEFAULT)
    int maxQueue;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description =
                    "How long a request may take from its acceptance; then it is answered 504 and dropped." + DEFAULT)
    double timeout;

    @Option(
            names = {"--max_text_bytes", "--max-text-bytes"},
            paramLabel = "N",
            defaultValue = "100000",
            description = "Bytes of a text." + DEFAULT)
    int maxTextBytes;

    @Option(
            names = "--max_batch_texts",
            paramLabel = "N",
            defaultValue = "256",
            description = "Texts of a request." + DEFAULT)
    int maxBatchTexts;

    @Option(
            names = "--max_body_bytes",
            paramLabel = "N",
            defaultValue = "4194304",
            description = "Bytes of a request's body." + DEFAULT)
    int maxBodyBytes;

    @Option(
            names = "--max_connections",
            paramLabel = "N",
            defaultValue = "4096",
            description = "Connections at a time." + DEFAULT)
    int maxConnections;

    @Option(
            names = "--api_key_file",
            paramLabel = "FILE",
            description = "A file with a key that clients must send as \"Authorization: Bearer KEY\". It can also be in"
                    + " the environment variable " + KEY_VARIABLE + ".")
    @Nullable
    Path apiKeyFile;

    @Option(
            names = "--tls_certificate",
            paramLabel = "FILE",
            description = "A certificate (PEM), for https. With --tls_key.")
    @Nullable
    Path tlsCertificate;

    @Option(names = "--tls_key", paramLabel = "FILE", description = "Its key (PEM, PKCS#8, not encrypted).")
    @Nullable
    Path tlsKey;

    @Option(
            names = "--cors_origin",
            paramLabel = "ORIGIN",
            description = "A site whose pages may use the server from a browser, such as https://example.org; can be"
                    + " given several times, * for all. Default: none.")
    List<String> corsOrigins = List.of();

    @Option(
            names = "--access_log",
            paramLabel = "FILE",
            description = "Appends a line of JSON for each answer to this file; - for standard output. Default: none.")
    @Nullable
    Path accessLog;

    @Option(
            names = "--sanity_check",
            paramLabel = "true|false",
            arity = "1",
            defaultValue = "true",
            description = "Whether an example is classified and shown before the server is ready." + DEFAULT)
    boolean sanityCheck;

    /** As the server takes them, but for the access log and the port for orders. */
    ServerOptions options(CommandLine command, Path model) {
        try {
            if (adminPort != null && (adminPort < 0 || adminPort > ServerOptions.LARGEST_PORT)) {
                throw new VerdictException(
                        "--admin_port is " + adminPort + ", must be 0 to " + ServerOptions.LARGEST_PORT);
            }
            ServerOptions options = ServerOptions.DEFAULT
                    .withAddress(host, port)
                    .withName(name == null ? folderName(model) : name)
                    .withOutput(output)
                    .withSanityCheck(sanityCheck)
                    .withBatcher(new BatcherOptions(workers, maxBatchTokens, maxQueue, time()))
                    .withBody(new BodyLimits(
                            maxTextBytes, Math.min(maxBatchTexts, maxQueue), BodyLimits.DEFAULT.maxJsonDepth()))
                    .withHttp(HttpLimits.DEFAULT.withMaxBodyBytes(maxBodyBytes).withMaxConnections(maxConnections))
                    .withCorsOrigins(corsOrigins);
            Optional<String> key = apiKey();
            ServerOptions keyed = key.isPresent() ? options.withApiKey(key.get()) : options;
            return tls(command).map(keyed::withTls).orElse(keyed);
        } catch (VerdictException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }

    private Duration time() {
        if (!(timeout > 0 && timeout < 1e6)) {
            throw new VerdictException("--timeout is " + timeout + ", must be a positive number of seconds");
        }
        return Duration.ofMillis(Math.max(1, Math.round(timeout * 1000)));
    }

    private Optional<Tls> tls(CommandLine command) {
        Path certificate = tlsCertificate;
        Path key = tlsKey;
        if (certificate != null && key != null) {
            return Optional.of(new Tls(certificate, key));
        }
        if (certificate != null || key != null) {
            throw new ParameterException(command, "--tls_certificate and --tls_key go together: give both.");
        }
        return Optional.empty();
    }

    private Optional<String> apiKey() {
        Path file = apiKeyFile;
        if (file == null) {
            return Optional.ofNullable(System.getenv(KEY_VARIABLE)).filter(key -> !key.isBlank());
        }
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new VerdictException("--api_key_file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String folderName(Path model) {
        Path name = model.toAbsolutePath().normalize().getFileName();
        return name == null ? ServerOptions.DEFAULT.name() : name.toString();
    }
}
