package io.verdict.cli;

import io.verdict.trainer.data.Example;
import io.verdict.trainer.predict.OutputOptions;
import io.verdict.transformer.text.Prediction;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A prediction as a line for people: what was asked for, then the text, cut, with tabs between. */
final class PredictionLine {
    private static final int SHOWN = 60;

    private PredictionLine() {}

    static String of(Example text, Prediction prediction, OutputOptions options) {
        String shown = text.pair().map(pair -> text.text() + " | " + pair).orElse(text.text());
        return told(prediction, options) + "\t" + Texts.oneLine(shown, SHOWN) + "\n";
    }

    private static String told(Prediction prediction, OutputOptions options) {
        return switch (options.output()) {
            case LABELS -> labels(prediction, options);
            case CLASSES -> classes(prediction, options);
            case PROBABILITIES -> values(prediction, prediction.probabilities());
            case LOGITS, PREDS -> values(prediction, prediction.logits());
            case RAW ->
                String.join(
                        "\t",
                        labels(prediction, options),
                        classes(prediction, options),
                        "logits",
                        values(prediction, prediction.logits()),
                        "probabilities",
                        values(prediction, prediction.probabilities()));
        };
    }

    /** The label and its score, or each label with its score; a dash where there is none. */
    private static String labels(Prediction prediction, OutputOptions options) {
        if (!options.isMany(prediction.classes())) {
            return prediction.label() + "\t" + Texts.format("%.4f", prediction.score());
        }
        List<Integer> classes = options.classes(prediction);
        return classes.isEmpty() ? "-" : values(prediction, prediction.probabilities(), classes);
    }

    private static String classes(Prediction prediction, OutputOptions options) {
        List<Integer> classes = options.classes(prediction);
        return classes.isEmpty() ? "-" : classes.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String values(Prediction prediction, List<Double> values) {
        return values(
                prediction, values, IntStream.range(0, values.size()).boxed().toList());
    }

    private static String values(Prediction prediction, List<Double> values, List<Integer> classes) {
        return classes.stream()
                .map(index -> prediction.classes().name(index) + Texts.format(" %.4f", values.get(index)))
                .collect(Collectors.joining("\t"));
    }
}
