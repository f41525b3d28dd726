package io.verdict.trainer.predict;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.verdict.trainer.data.Labels;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A prediction as columns of a table, or as a JSON object. Numbers have as many digits as a float needs. */
final class OutputRow {
    private final OutputOptions options;
    private final Labels labels;

    OutputRow(OutputOptions options, Labels labels) {
        this.options = options;
        this.labels = labels;
    }

    /** The columns' names, after those of the texts. */
    List<String> header() {
        List<String> header = new ArrayList<>();
        switch (options.output()) {
            case LABELS -> header.add("label");
            case CLASSES -> header.add("class");
            case LOGITS, PREDS, PROBABILITIES -> header.addAll(labels.names());
            case RAW -> {
                header.addAll(List.of("label", "class"));
                labels.names().forEach(name -> header.add("logit " + name));
                labels.names().forEach(name -> header.add("probability " + name));
            }
        }
        return header;
    }

    /** The columns; several labels with commas between, as training reads them. */
    List<String> columns(List<Double> logits) {
        return switch (options.output()) {
            case LABELS -> List.of(String.join(",", options.labels(labels, logits)));
            case CLASSES -> List.of(classes(logits));
            case LOGITS, PREDS -> numbers(logits);
            case PROBABILITIES -> numbers(probabilities(logits));
            case RAW -> {
                List<String> all = new ArrayList<>();
                all.add(String.join(",", options.labels(labels, logits)));
                all.add(classes(logits));
                all.addAll(numbers(logits));
                all.addAll(numbers(probabilities(logits)));
                yield all;
            }
        };
    }

    /** Adds the fields. */
    void addTo(JsonObject row, List<Double> logits) {
        switch (options.output()) {
            case LABELS -> addLabels(row, logits);
            case CLASSES -> addClasses(row, logits);
            case LOGITS -> row.add("logits", byName(logits));
            case PREDS -> row.add("preds", byName(logits));
            case PROBABILITIES -> row.add("probabilities", byName(probabilities(logits)));
            case RAW -> {
                addLabels(row, logits);
                addClasses(row, logits);
                row.add("logits", byName(logits));
                row.add("probabilities", byName(probabilities(logits)));
            }
        }
    }

    private void addLabels(JsonObject row, List<Double> logits) {
        List<Integer> classes = options.classes(labels, logits);
        if (options.isMany(labels)) {
            JsonObject scores = new JsonObject();
            classes.forEach(index ->
                    scores.add(labels.name(index), number(probabilities(logits).get(index))));
            row.add("labels", scores);
        } else {
            row.addProperty("label", labels.name(classes.get(0)));
            row.add("score", number(probabilities(logits).get(classes.get(0))));
        }
    }

    private void addClasses(JsonObject row, List<Double> logits) {
        if (options.isMany(labels)) {
            JsonArray numbers = new JsonArray();
            options.classes(labels, logits).forEach(numbers::add);
            row.add("classes", numbers);
        } else {
            row.addProperty("class", options.classes(labels, logits).get(0));
        }
    }

    private JsonObject byName(List<Double> values) {
        JsonObject named = new JsonObject();
        for (int i = 0; i < values.size(); i++) {
            named.add(labels.name(i), number(values.get(i)));
        }
        return named;
    }

    private String classes(List<Double> logits) {
        return options.classes(labels, logits).stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private List<Double> probabilities(List<Double> logits) {
        return OutputOptions.probabilities(labels, logits);
    }

    private static List<String> numbers(List<Double> values) {
        return values.stream().map(value -> Float.toString(value.floatValue())).toList();
    }

    private static JsonElement number(double value) {
        return new JsonPrimitive(new BigDecimal(Float.toString((float) value)));
    }
}
