package io.verdict.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.verdict.transformer.text.Output;
import io.verdict.transformer.text.Prediction;

/**
 * A prediction as the output that was asked for. As in Lightning Flash a class is a number, and probabilities and logits
 * are lists in the order of the labels; a label comes with its score.
 */
final class OutputJson {
    private OutputJson() {}

    static JsonElement of(Prediction prediction, Output output) {
        return switch (output) {
            case LABELS -> labels(prediction);
            case CLASSES -> classes(prediction);
            case PROBABILITIES -> Json.numbers(prediction.probabilities());
            case LOGITS, PREDS -> Json.numbers(prediction.logits());
            case RAW -> raw(prediction);
        };
    }

    private static JsonElement labels(Prediction prediction) {
        if (!prediction.multiLabel()) {
            return scored(prediction, prediction.index());
        }
        JsonArray labels = new JsonArray();
        prediction.indices().forEach(index -> labels.add(scored(prediction, index)));
        return labels;
    }

    static JsonObject scored(Prediction prediction, int index) {
        JsonObject label = new JsonObject();
        label.addProperty("label", prediction.classes().name(index));
        label.add("score", Json.number(prediction.probabilities().get(index)));
        return label;
    }

    private static JsonElement classes(Prediction prediction) {
        if (!prediction.multiLabel()) {
            return new JsonPrimitive(prediction.index());
        }
        JsonArray classes = new JsonArray();
        prediction.indices().forEach(classes::add);
        return classes;
    }

    private static JsonElement raw(Prediction prediction) {
        JsonObject all = new JsonObject();
        all.add(prediction.multiLabel() ? "labels" : "label", labels(prediction));
        all.add(prediction.multiLabel() ? "classes" : "class", classes(prediction));
        all.add("probabilities", Json.numbers(prediction.probabilities()));
        all.add("logits", Json.numbers(prediction.logits()));
        return all;
    }
}
