package io.verdict.cli;

import io.verdict.onnx.Backbone;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.saved.ModelCard;
import io.verdict.transformer.saved.SavedModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Models for people to read. */
final class ModelText {
    private final StringBuilder text = new StringBuilder();

    private ModelText() {}

    static String of(SavedModel model) {
        ModelText text = new ModelText();
        text.card(model);
        text.parameters(model.classifier().parameters());
        return text.text.toString();
    }

    /** A backbone that was not read from ONNX. */
    static String of(Backbone backbone) {
        ModelText text = new ModelText();
        text.line("Backbone     %s", backbone.name());
        text.encoder(backbone.encoder().config());
        text.line(
                "Head         %s",
                backbone.head()
                        .map(head -> "linear, " + head.classes() + " classes")
                        .orElse("none"));
        text.line("Tokenizer    %s", backbone.tokenizerJson().isPresent() ? "yes" : "none beside it");
        text.line("Max length   %d tokens", backbone.maxLength());
        text.parameters(backbone.encoder().parameters());
        return text.text.toString();
    }

    private void encoder(EncoderConfig encoder) {
        line(
                "Encoder      %d layers, hidden %d, %d heads, vocabulary %d, positions %d",
                encoder.layers(),
                encoder.hiddenSize(),
                encoder.attentionHeads(),
                encoder.vocabularySize(),
                encoder.maxPositions());
    }

    private void card(SavedModel model) {
        ModelCard card = model.card();
        line(
                "Task         text classification, %d %s: %s",
                card.labels().size(),
                card.multiLabel() ? "labels, any number of them a text" : "classes",
                shown(card.labels()));
        line("Backbone     %s", card.backbone().isEmpty() ? "none named" : card.backbone());
        encoder(model.classifier().config().encoder());
        line(
                "Head         pooling %s, texts cut at %d tokens",
                model.classifier().config().pooling().id(), card.maxLength());
        line("Seed         %d", card.seed());
        card.metrics().forEach((name, value) -> line("Metric       %s %.4f", name, value));
    }

    private void parameters(Parameters parameters) {
        List<String> names = List.copyOf(parameters.names());
        long numbers =
                names.stream().mapToLong(name -> parameters.get(name).length()).sum();
        line("Parameters   %d, %,d numbers", names.size(), numbers);
        int width = names.stream().mapToInt(String::length).max().orElse(1);
        for (String name : names) {
            line(
                    "  %-" + width + "s  %s",
                    name,
                    Arrays.toString(parameters.get(name).shape()));
        }
    }

    private static String shown(List<String> labels) {
        int most = 20;
        return labels.size() <= most
                ? String.join(", ", labels)
                : String.join(", ", labels.subList(0, most)) + " and " + (labels.size() - most) + " more";
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
