package io.verdict.cli;

import com.google.gson.stream.JsonWriter;
import io.verdict.trainer.Prediction;
import io.verdict.trainer.TextClassifier;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.TextSource;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Classifies texts and prints what comes out, some at a time, in their order. */
final class Predictions {
    private static final int CHUNK = 256;
    private static final int SHOWN = 60;
    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private final Console console;
    private final OutputKind kind;
    private final PredictionFormat format;
    private boolean begun;

    Predictions(Console console, OutputKind kind, PredictionFormat format) {
        this.console = console;
        this.kind = kind;
        this.format = format;
    }

    /** Classifies all texts of a source. */
    void printAll(TextClassifier model, TextSource source) {
        try (Stream<Example> examples = source.stream()) {
            Iterator<Example> iterator = examples.iterator();
            while (iterator.hasNext()) {
                List<Example> chunk = new ArrayList<>();
                while (chunk.size() < CHUNK && iterator.hasNext()) {
                    chunk.add(iterator.next());
                }
                print(model, chunk.stream().map(Example::text).toList(), model.predictExamples(chunk));
            }
        }
    }

    /** Classifies lines until they end. */
    void printAll(TextClassifier model, Lines lines) {
        for (List<String> chunk = lines.next(CHUNK); !chunk.isEmpty(); chunk = lines.next(CHUNK)) {
            print(model, chunk);
        }
    }

    /** Classifies these texts. */
    void print(TextClassifier model, List<String> texts) {
        print(model, texts, model.predict(texts));
    }

    private void print(TextClassifier model, List<String> texts, List<Prediction> predictions) {
        List<String> labels = model.labels().names();
        if (format == PredictionFormat.CSV && !begun) {
            console.out().print(csv(header(labels)));
        }
        begun = true;
        for (int i = 0; i < texts.size(); i++) {
            console.out().print(row(texts.get(i), predictions.get(i), labels));
        }
        console.out().flush();
    }

    private String row(String text, Prediction prediction, List<String> labels) {
        return switch (format) {
            case TEXT -> text(prediction, labels) + "\t" + Texts.oneLine(text, SHOWN) + "\n";
            case CSV -> {
                List<String> row = new ArrayList<>();
                row.add(text);
                row.addAll(values(prediction));
                yield csv(row);
            }
            case JSONL -> json(text, prediction, labels) + "\n";
        };
    }

    private String text(Prediction prediction, List<String> labels) {
        return switch (kind) {
            case LABELS ->
                prediction.multiLabel()
                        ? severalLabels(prediction)
                        : prediction.label() + "\t" + Texts.format("%.4f", prediction.score());
            case CLASSES -> classes(prediction);
            case PROBABILITIES, LOGITS ->
                IntStream.range(0, labels.size())
                        .mapToObj(i -> labels.get(i)
                                + Texts.format(" %.4f", scores(prediction).get(i)))
                        .collect(Collectors.joining("\t"));
        };
    }

    /** Each label with its score; a dash where there is none. */
    private static String severalLabels(Prediction prediction) {
        return prediction.indices().isEmpty()
                ? "-"
                : prediction.indices().stream()
                        .map(index -> prediction.classes().name(index)
                                + Texts.format(
                                        " %.4f", prediction.probabilities().get(index)))
                        .collect(Collectors.joining("\t"));
    }

    private static String classes(Prediction prediction) {
        return prediction.indices().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private List<String> header(List<String> labels) {
        List<String> header = new ArrayList<>();
        header.add("text");
        switch (kind) {
            case LABELS -> header.add("label");
            case CLASSES -> header.add("class");
            case PROBABILITIES, LOGITS -> header.addAll(labels);
        }
        return header;
    }

    private List<String> values(Prediction prediction) {
        return switch (kind) {
            case LABELS -> List.of(String.join(",", prediction.labels()));
            case CLASSES -> List.of(classes(prediction));
            case PROBABILITIES, LOGITS ->
                scores(prediction).stream().map(Predictions::number).toList();
        };
    }

    private String json(String text, Prediction prediction, List<String> labels) {
        StringWriter line = new StringWriter();
        try (JsonWriter json = new JsonWriter(line)) {
            json.beginObject().name("text").value(text);
            switch (kind) {
                case LABELS -> {
                    if (prediction.multiLabel()) {
                        json.name("labels").beginObject();
                        for (int index : prediction.indices()) {
                            json.name(labels.get(index))
                                    .jsonValue(number(prediction.probabilities().get(index)));
                        }
                        json.endObject();
                    } else {
                        json.name("label")
                                .value(prediction.label())
                                .name("score")
                                .jsonValue(number(prediction.score()));
                    }
                }
                case CLASSES -> {
                    if (prediction.multiLabel()) {
                        json.name("classes").beginArray();
                        for (int index : prediction.indices()) {
                            json.value(index);
                        }
                        json.endArray();
                    } else {
                        json.name("class").value(prediction.index());
                    }
                }
                case PROBABILITIES, LOGITS -> {
                    json.name(kind == OutputKind.LOGITS ? "logits" : "probabilities")
                            .beginObject();
                    for (int i = 0; i < labels.size(); i++) {
                        json.name(labels.get(i))
                                .jsonValue(number(scores(prediction).get(i)));
                    }
                    json.endObject();
                }
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private List<Double> scores(Prediction prediction) {
        return kind == OutputKind.LOGITS ? prediction.logits() : prediction.probabilities();
    }

    private static String number(double value) {
        StringBuilder text = new StringBuilder();
        NineDigits.append(text, (float) value);
        return text.toString();
    }

    private static String csv(List<String> values) {
        StringWriter row = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(row, CSV)) {
            printer.printRecord(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return row.toString();
    }
}
