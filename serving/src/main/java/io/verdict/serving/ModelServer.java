package io.verdict.serving;

import io.verdict.serving.http.AccessLog;
import io.verdict.serving.http.Answer;
import io.verdict.serving.http.HttpServer;
import io.verdict.serving.http.Request;
import io.verdict.serving.metrics.ServerMetrics;
import io.verdict.serving.model.Models;
import io.verdict.serving.model.ServedModel;
import io.verdict.serving.model.TextInput;
import io.verdict.serving.protocol.FlashProtocol;
import io.verdict.serving.protocol.Inference;
import io.verdict.serving.protocol.OpenInferenceProtocol;
import io.verdict.serving.protocol.Resources;
import io.verdict.serving.protocol.Routes;
import io.verdict.serving.protocol.ServerInfo;
import io.verdict.serving.protocol.TextEmbeddingsProtocol;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.TextClassifier;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A model behind HTTP. From {@link #start} to {@link #stop} it answers requests; meanwhile another model can take the
 * place of the first. Safe for threads.
 *
 * <pre>{@code
 * try (ModelServer server = ModelServer.start(TextClassifier.load(folder), ServerOptions.DEFAULT, System.out::println)) {
 *     Thread.currentThread().join();
 * }
 * }</pre>
 */
public final class ModelServer implements AutoCloseable {
    /** What Flash classifies before it serves. */
    private static final String EXAMPLE = "An example input";
    /** How long a fresh model may compute for nobody, so that its first clients do not wait for the compiler. */
    private static final Duration WARM_UP = Duration.ofMillis(500);

    private final ServerOptions options;
    private final Consumer<String> say;
    private final ServerMetrics metrics = new ServerMetrics();
    private final Optional<AccessLog> log;
    private final Models models;
    private final Inference inference;
    private final HttpServer http;
    private volatile boolean ready;

    /**
     * Takes over a model, and serves it.
     *
     * @param say is told, line by line, what a person at the terminal would like to know
     * @throws VerdictException if it cannot listen where it should, or the model cannot classify
     */
    public static ModelServer start(TextClassifier model, ServerOptions options, Consumer<String> say) {
        return new ModelServer(model, options, say);
    }

    private ModelServer(TextClassifier model, ServerOptions options, Consumer<String> say) {
        this.options = options;
        this.say = say;
        this.models = new Models(options.name(), model, options.batcher(), metrics);
        // Half of the cores keep up with the model, which needs them all.
        int readers = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
        this.inference = new Inference(models, metrics, readers);
        this.log = options.accessLog().map(AccessLog::new);
        try {
            String sanity = checkSanity(models.current());
            ModelService service = service(readers);
            warmUp(service);
            if (options.sanityCheck()) {
                say.accept("Sanity check response: " + sanity);
            }
            this.http = HttpServer.start(address(), service, options.http(), options.tls());
        } catch (RuntimeException e) {
            log.ifPresent(AccessLog::close);
            inference.close();
            models.close();
            throw e;
        }
        metrics.serving(models.current());
        metrics.gauge(
                "verdict_queue_texts",
                "Texts that wait for a worker.",
                () -> models.current().batcher().waitingTexts());
        metrics.gauge(
                "verdict_queue_tokens",
                "The tokens of these.",
                () -> models.current().batcher().waitingTokens());
        metrics.gauge("verdict_connections", "Open connections.", http::connections);
        accept(true);
    }

    private ModelService service(int readers) {
        ServerInfo info =
                new ServerInfo(models, options.body(), options.http(), options.output(), Resources.version(), readers);
        Routes routes = new Routes(
                inference,
                new FlashProtocol(options.body(), options.output()),
                new TextEmbeddingsProtocol(options.body()),
                new OpenInferenceProtocol(options.body(), options.output()),
                info,
                metrics,
                () -> ready);
        return new ModelService(routes, new Gate(options.apiKey(), options.corsOrigins()), metrics, log);
    }

    private InetSocketAddress address() {
        InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
        if (address.isUnresolved()) {
            throw new VerdictException("There is no host \"" + options.host() + "\" to listen at");
        }
        return address;
    }

    /** Where it listens, such as {@code http://127.0.0.1:8000}. */
    public URI uri() {
        InetSocketAddress address = http.address();
        String host = address.getAddress().getHostAddress();
        return URI.create((options.tls().isPresent() ? "https" : "http") + "://"
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /** Whether requests are accepted. */
    public boolean isReady() {
        return ready;
    }

    /** The current model's version: 1, and one more for each that took another's place. */
    public int modelVersion() {
        return models.current().version();
    }

    /**
     * Puts another model in the place of the current one, without losing a request; returns when the old one has
     * answered what it had accepted. While both are there they take the memory of both.
     *
     * @param load makes the new model, which is taken over; if it throws, the current one stays
     */
    public void reload(Supplier<TextClassifier> load) throws InterruptedException {
        boolean done = false;
        try {
            metrics.serving(models.replace(load, fresh -> {
                String sanity = checkSanity(fresh);
                if (options.sanityCheck()) {
                    say.accept("Sanity check response: " + sanity);
                }
            }));
            done = true;
        } finally {
            metrics.reloaded(done);
        }
    }

    /**
     * Accepts no more requests, answers those that were accepted, and closes everything. Ready turns false at once.
     *
     * @param longest after which what is not answered is given up
     * @return whether everything was answered
     */
    public boolean stop(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        accept(false);
        boolean answered = http.drain(longest);
        boolean drained = models.drain(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        close();
        return answered && drained;
    }

    /** Closes everything at once. */
    @Override
    public void close() {
        accept(false);
        http.close();
        inference.close();
        models.close();
        log.ifPresent(AccessLog::close);
    }

    private void accept(boolean accepting) {
        ready = accepting;
        metrics.ready(accepting);
    }

    /** Classifies an example; what a client would get. */
    private String checkSanity(ServedModel model) {
        if (options.sanityCheck()) {
            say.accept("Running serve sanity check");
        }
        return sanityAnswer(model);
    }

    /** Answers requests that nobody has sent, in both protocols of one route and all the way but for the network. */
    private static void warmUp(ModelService service) {
        long end = System.nanoTime() + WARM_UP.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            String body =
                    i % 2 == 0 ? FlashProtocol.body(EXAMPLE) : TextEmbeddingsProtocol.body(EXAMPLE.repeat(1 + i % 7));
            Request request = new Request("warm-up", "POST", "/predict", "", Map.of())
                    .withBody(body.getBytes(StandardCharsets.UTF_8));
            Answer unused = service.serve(request).toCompletableFuture().join();
        }
    }

    /** What a client of Flash's protocol would get. */
    private String sanityAnswer(ServedModel model) {
        try {
            return FlashProtocol.sanityAnswer(
                    model.classify(List.of(TextInput.of(EXAMPLE)), true, ticket -> {}, Runnable::run)
                            .toCompletableFuture()
                            .join(),
                    options.output());
        } catch (CompletionException e) {
            throw new VerdictException(
                    "The model cannot classify \"" + EXAMPLE + "\": " + e.getCause()
                            + "; it is not served. Evaluate it with verdict evaluate",
                    e);
        }
    }
}
