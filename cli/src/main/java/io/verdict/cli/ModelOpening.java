package io.verdict.cli;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.ClassifierHead;
import io.verdict.onnx.ImportReport;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The model that a run trains: a backbone with a fresh head, or with the one it has. */
record ModelOpening(TrainingSettings settings) {
    /** @param tell is given lines about it */
    TextClassifier open(Labels labels, Consumer<String> tell) {
        tell.accept("Backbone  " + settings.model.backbone + ", strategy " + settings.optimization.strategy.id());
        Backbone backbone = Backbone.open(settings.model.backbone);
        if (settings.model.enableOrt) {
            tell.accept(fused(backbone));
        }
        try {
            TextClassifier model =
                    settings.model.keepHead ? onOwnHead(backbone, labels) : onFreshHead(backbone, labels);
            tell.accept(sizes(model.classifier()));
            return model;
        } catch (RuntimeException e) {
            backbone.close();
            throw e;
        }
    }

    private TextClassifier onFreshHead(Backbone backbone, Labels labels) {
        Pooling pooling = settings.model.pooling;
        TextClassifier model = TextClassifier.onEncoder(
                backbone.encoder(),
                backbone.tokenizer(),
                labels,
                pooling == null ? Pooling.MEAN : pooling,
                settings.model.maxLength,
                settings.seed());
        backbone.head().ifPresent(ClassifierHead::close);
        return model;
    }

    private TextClassifier onOwnHead(Backbone backbone, Labels labels) {
        Tokenizer tokenizer = backbone.tokenizer();
        Optional<Pooling> own = backbone.head().map(ClassifierHead::pooling);
        Pooling wanted = settings.model.pooling;
        if (wanted != null && own.isPresent() && own.get() != wanted) {
            throw new VerdictException("The head that --model.keep_head keeps reads "
                    + own.get().id() + ", not " + wanted.id() + "; leave --model.pooling out");
        }
        Classifier classifier = backbone.classifier(labels.names());
        return new TextClassifier(classifier, tokenizer, labels, settings.model.maxLength);
    }

    private String sizes(Classifier classifier) {
        Parameters parameters = classifier.parameters();
        long training = classifier.trained(settings.optimization.strategy.trainableAtFirst()).stream()
                .mapToLong(name -> parameters.get(name).length())
                .sum();
        return Texts.format(
                "Model     %,d parameters, of which %,d train%s",
                parameters.size(), training, settings.optimization.strategy.thaws() ? " at first" : "");
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
