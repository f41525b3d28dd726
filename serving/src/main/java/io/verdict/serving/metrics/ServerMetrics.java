package io.verdict.serving.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.verdict.serving.batch.BatchListener;
import io.verdict.serving.model.Classified;
import io.verdict.serving.model.ServedModel;
import io.verdict.transformer.text.Prediction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Counters and histograms of one server. Safe for threads. */
public final class ServerMetrics implements BatchListener {
    private static final double[] SECONDS = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30};
    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384};
    /** More labels than this are not told apart: each would be a time series. */
    private static final int MOST_LABELS = 100;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = counter(
            "verdict_http_requests_total", "Requests that were answered; 499: the client has gone.", "route", "status");
    private final Histogram requestSeconds =
            histogram("verdict_http_request_seconds", "From the head of a request to its answer.", SECONDS, "route");
    private final Histogram queueSeconds =
            histogram("verdict_queue_seconds", "How long texts waited for a worker.", SECONDS);
    private final Histogram batchTexts = histogram("verdict_batch_texts", "Texts of a batch.", SIZES);
    private final Histogram batchTokens = histogram("verdict_batch_tokens", "Tokens of a batch.", SIZES);
    private final Histogram inferenceSeconds =
            histogram("verdict_inference_seconds", "How long the model took for a batch.", SECONDS);
    private final Counter failures = counter("verdict_inference_failures_total", "Batches that failed.");
    private final Counter texts = counter("verdict_texts_total", "Texts or pairs that were classified.");
    private final Counter tokens = counter("verdict_tokens_total", "Their tokens, special ones included.");
    private final Counter unknown = counter("verdict_unknown_tokens_total", "Those of them that the vocabulary lacks.");
    private final Counter truncated = counter("verdict_truncated_texts_total", "Texts that were cut.");
    private final Counter labels = counter("verdict_predictions_total", "Labels that were given.", "label");
    private final Counter reloads = counter("verdict_reloads_total", "Models that took another's place.", "result");
    private final Info model = Info.builder()
            .name("verdict_model_info")
            .help("The model that is served.")
            .labelNames("name", "version", "engine", "labels", "multi_label", "max_length")
            .register(registry);
    private final Gauge ready = Gauge.builder()
            .name("verdict_ready")
            .help("1 if requests are accepted.")
            .register(registry);

    /** Whether the server accepts requests, or did: what is computed before, to warm up, is not counted. */
    private volatile boolean counting;

    /** A number that is asked for when the metrics are. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback unused = GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** An answer that was written. */
    public void answered(String route, int status, Duration time) {
        requests.labelValues(route, Integer.toString(status)).inc();
        requestSeconds.labelValues(route).observe(seconds(time));
    }

    /** Texts that were classified. */
    public void classified(Classified result) {
        if (!counting) {
            return;
        }
        texts.inc(result.predictions().size());
        tokens.inc(result.tokens());
        unknown.inc(result.unknown());
        truncated.inc(result.truncated());
        boolean many = result.model().labels().size() > MOST_LABELS;
        for (Prediction prediction : result.predictions()) {
            for (String label : prediction.labels()) {
                labels.labelValues(many ? "any" : label).inc();
            }
        }
    }

    /** The model that is served from now on. */
    public void serving(ServedModel current) {
        model.setLabelValues(
                current.name(),
                Integer.toString(current.version()),
                current.engine(),
                Integer.toString(current.labels().size()),
                Boolean.toString(current.labels().isMultiLabel()),
                Integer.toString(current.maxLength()));
    }

    public void reloaded(boolean done) {
        reloads.labelValues(done ? "done" : "failed").inc();
    }

    public void ready(boolean accepting) {
        counting |= accepting;
        ready.set(accepting ? 1 : 0);
    }

    @Override
    public void began(int count, Duration waited) {
        for (int i = 0; counting && i < count; i++) {
            queueSeconds.observe(seconds(waited));
        }
    }

    @Override
    public void computed(int count, int batchSize, Duration time, boolean failed) {
        if (!counting) {
            return;
        }
        batchTexts.observe(count);
        batchTokens.observe(batchSize);
        inferenceSeconds.observe(seconds(time));
        if (failed) {
            failures.inc();
        }
    }

    /** All of them in Prometheus' text format, version 0.0.4. */
    public byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private Counter counter(String name, String help, String... labelNames) {
        return Counter.builder().name(name).help(help).labelNames(labelNames).register(registry);
    }

    private Histogram histogram(String name, String help, double[] bounds, String... labelNames) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labelNames)
                .classicOnly()
                .classicUpperBounds(bounds)
                .register(registry);
    }
}
