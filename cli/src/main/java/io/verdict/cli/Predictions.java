package io.verdict.cli;

import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.Target;
import io.verdict.trainer.data.TextSource;
import io.verdict.trainer.predict.Examples;
import io.verdict.trainer.predict.OutputOptions;
import io.verdict.trainer.predict.PredictionText;
import io.verdict.transformer.text.TextClassifier;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Classifies texts and prints what comes out, some at a time, in their order. */
final class Predictions {
    private static final int CHUNK = 256;

    private final Console console;
    private final TextClassifier model;
    private final OutputOptions options;
    private final Optional<PredictionText> text;
    private boolean begun;

    /** @param fields the names of the texts, for formats that have names */
    Predictions(Console console, TextClassifier model, PrintFormat format, List<String> fields, OutputOptions options) {
        this.console = console;
        this.model = model;
        this.options = options;
        this.text = format.ofFiles().map(file -> new PredictionText(file, fields, options, model.labels()));
    }

    /** Classifies all texts of a source. */
    void printAll(TextSource source) {
        try (Stream<Example> examples = source.stream()) {
            Iterator<Example> iterator = examples.iterator();
            while (iterator.hasNext()) {
                List<Example> chunk = new ArrayList<>();
                while (chunk.size() < CHUNK && iterator.hasNext()) {
                    chunk.add(iterator.next());
                }
                print(chunk);
            }
        }
        end();
    }

    /** Classifies lines until they end. */
    void printAll(Lines lines) {
        for (List<String> chunk = lines.next(CHUNK); !chunk.isEmpty(); chunk = lines.next(CHUNK)) {
            print(examples(chunk));
        }
        end();
    }

    /** Classifies these texts. */
    void printAll(List<String> texts) {
        print(examples(texts));
        end();
    }

    private static List<Example> examples(List<String> texts) {
        return texts.stream()
                .map(text -> new Example(text, Optional.empty(), Target.NONE, 1))
                .toList();
    }

    private void print(List<Example> texts) {
        var predictions = Examples.predict(model, texts);
        for (int i = 0; i < texts.size(); i++) {
            boolean first = begin();
            int row = i;
            console.out()
                    .print(text.map(pieces -> pieces.row(texts.get(row), predictions.get(row), first))
                            .orElseGet(() -> PredictionLine.of(texts.get(row), predictions.get(row), options)));
        }
        console.out().flush();
    }

    /** Whether nothing was printed yet. */
    private boolean begin() {
        if (begun) {
            return false;
        }
        begun = true;
        text.ifPresent(pieces -> console.out().print(pieces.begin()));
        return true;
    }

    private void end() {
        begin();
        text.ifPresent(pieces -> console.out().print(pieces.end()));
        console.out().flush();
    }
}
