package io.verdict.trainer.report;

/** Metrics as text. */
final class MetricsText {
    private final ClassificationMetrics metrics;

    MetricsText(ClassificationMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public String toString() {
        return metrics.accuracy() + "\n";
    }
}
