package io.verdict.cli;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.ImportReport;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.util.List;
import java.util.function.Consumer;

/** The model that a run trains: a backbone with a fresh head. */
record ModelOpening(TrainingSettings settings) {
    /** @param tell is given lines about it */
    TextClassifier open(Labels labels, Consumer<String> tell) {
        tell.accept("Backbone  " + settings.model.backbone + ", strategy " + settings.optimization.strategy.id());
        Backbone backbone = Backbone.open(settings.model.backbone);
        if (settings.model.enableOrt) {
            tell.accept(fused(backbone));
        }
        try {
            return TextClassifier.onEncoder(
                    backbone.encoder(),
                    backbone.tokenizer(),
                    labels,
                    settings.model.pooling,
                    settings.model.maxLength,
                    settings.seed());
        } catch (RuntimeException e) {
            backbone.close();
            throw e;
        }
    }

    private static String fused(Backbone backbone) {
        return backbone.report()
                .map(ModelOpening::fused)
                .orElse(
                        "Fused     every layer: this backbone is no graph but parameters, and its graph is built of fused"
                                + " ops");
    }

    private static String fused(ImportReport report) {
        int nodes =
                report.operators().values().stream().mapToInt(Integer::intValue).sum();
        List<String> fusions = report.fusions().entrySet().stream()
                .map(fusion -> fusion.getKey() + " " + fusion.getValue())
                .toList();
        return Texts.format(
                "Fused     %s, of %,d ONNX nodes, into %d encoder layers",
                String.join(", ", fusions), nodes, report.config().layers());
    }
}
