package io.verdict.trainer.predict;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Prediction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A prediction as columns of a table, or as a JSON object. Numbers have as many digits as a float needs. */
final class OutputRow {
    private final List<String> fields;
    private final OutputOptions options;
    private final Labels labels;

    /** @param fields the names of the texts' fields, which come first */
    OutputRow(List<String> fields, OutputOptions options, Labels labels) {
        this.fields = fields;
        this.options = options;
        this.labels = labels;
    }

    /** The columns' names, those of the texts first. Each label's values have its name, unless a text's column has it. */
    List<String> header() {
        boolean plain = labels.names().stream().noneMatch(fields::contains);
        List<String> header = new ArrayList<>(fields);
        switch (options.output()) {
            case LABELS -> header.add("label");
            case CLASSES -> header.add("class");
            case LOGITS, PREDS -> header.addAll(named(plain ? "" : "logit "));
            case PROBABILITIES -> header.addAll(named(plain ? "" : "probability "));
            case RAW -> {
                header.addAll(List.of("label", "class"));
                header.addAll(named("logit "));
                header.addAll(named("probability "));
            }
        }
        if (header.stream().distinct().count() < header.size()) {
            throw taken(header);
        }
        return header;
    }

    private List<String> named(String prefix) {
        return labels.names().stream().map(name -> prefix + name).toList();
    }

    /** The columns; several labels with commas between, as training reads them. */
    List<String> columns(List<String> texts, Prediction prediction) {
        List<String> columns = new ArrayList<>(texts);
        switch (options.output()) {
            case LABELS -> columns.add(String.join(",", options.labels(prediction)));
            case CLASSES -> columns.add(classes(prediction));
            case LOGITS, PREDS -> columns.addAll(numbers(prediction.logits()));
            case PROBABILITIES -> columns.addAll(numbers(prediction.probabilities()));
            case RAW -> {
                columns.add(String.join(",", options.labels(prediction)));
                columns.add(classes(prediction));
                columns.addAll(numbers(prediction.logits()));
                columns.addAll(numbers(prediction.probabilities()));
            }
        }
        return columns;
    }

    /** The object. */
    JsonObject object(List<String> texts, Prediction prediction) {
        JsonObject row = new JsonObject();
        switch (options.output()) {
            case LABELS -> addLabels(row, prediction);
            case CLASSES -> addClasses(row, prediction);
            case LOGITS -> row.add("logits", byName(prediction.logits()));
            case PREDS -> row.add("preds", byName(prediction.logits()));
            case PROBABILITIES -> row.add("probabilities", byName(prediction.probabilities()));
            case RAW -> {
                addLabels(row, prediction);
                addClasses(row, prediction);
                row.add("logits", byName(prediction.logits()));
                row.add("probabilities", byName(prediction.probabilities()));
            }
        }
        JsonObject whole = new JsonObject();
        for (int i = 0; i < fields.size(); i++) {
            if (row.has(fields.get(i))) {
                throw taken(List.copyOf(row.keySet()));
            }
            whole.addProperty(fields.get(i), texts.get(i));
        }
        row.entrySet().forEach(entry -> whole.add(entry.getKey(), entry.getValue()));
        return whole;
    }

    private void addLabels(JsonObject row, Prediction prediction) {
        List<Integer> classes = options.classes(prediction);
        if (options.isMany(labels)) {
            JsonObject scores = new JsonObject();
            classes.forEach(index -> scores.add(
                    labels.name(index), number(prediction.probabilities().get(index))));
            row.add("labels", scores);
        } else {
            row.addProperty("label", prediction.label());
            row.add("score", number(prediction.score()));
        }
    }

    private void addClasses(JsonObject row, Prediction prediction) {
        if (options.isMany(labels)) {
            JsonArray numbers = new JsonArray();
            options.classes(prediction).forEach(numbers::add);
            row.add("classes", numbers);
        } else {
            row.addProperty("class", prediction.index());
        }
    }

    private JsonObject byName(List<Double> values) {
        JsonObject named = new JsonObject();
        for (int i = 0; i < values.size(); i++) {
            named.add(labels.name(i), number(values.get(i)));
        }
        return named;
    }

    private String classes(Prediction prediction) {
        return options.classes(prediction).stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<String> numbers(List<Double> values) {
        return values.stream().map(OutputRow::text).toList();
    }

    private static JsonElement number(double value) {
        return new JsonPrimitive(new BigDecimal(text(value)));
    }

    private static String text(double value) {
        if (!Double.isFinite(value)) {
            throw new VerdictException("The model computed " + value + ", which is no number that can be written; its"
                    + " weights are damaged or too large");
        }
        return Float.toString((float) value);
    }

    private VerdictException taken(List<String> names) {
        return new VerdictException("The texts' field" + (fields.size() > 1 ? "s " : " ") + String.join(", ", fields)
                + " would be there twice: what is written is named " + String.join(", ", names)
                + ". Ask for another output, or rename the field in the file.");
    }
}
