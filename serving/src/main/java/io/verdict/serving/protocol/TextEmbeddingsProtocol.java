package io.verdict.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.verdict.serving.http.Answer;
import io.verdict.serving.http.Refusal;
import io.verdict.serving.model.Classified;
import io.verdict.serving.model.TextInput;
import io.verdict.transformer.text.Prediction;
import java.util.ArrayList;
import java.util.List;

/**
 * HuggingFace's text-embeddings-inference: {@code {"inputs": ...}} with a text, a pair {@code ["text", "text"]}, or a
 * batch {@code [["text"], ["text", "text"], ...]}. The answer has all labels with their scores, the most likely first; of
 * a batch a list of such lists.
 */
public final class TextEmbeddingsProtocol {
    private static final String INPUTS = "inputs";
    private static final String DIRECTION = "truncation_direction";

    private final Texts texts;

    public TextEmbeddingsProtocol(BodyLimits limits) {
        this.texts = new Texts(limits);
    }

    static boolean understands(JsonObject body) {
        return body.has(INPUTS);
    }

    /** A body for that text. */
    public static String body(String text) {
        JsonObject body = new JsonObject();
        body.addProperty(INPUTS, text);
        return Json.text(body);
    }

    Asked read(JsonObject body) {
        boolean rawScores = Json.bool(body, "raw_scores", false);
        boolean mayTruncate = Json.bool(body, "truncate", true);
        JsonElement direction = body.get(DIRECTION);
        if (direction != null && !Json.string(direction, DIRECTION).equalsIgnoreCase("right")) {
            throw Refusal.at(
                    DIRECTION,
                    422,
                    "Validation",
                    "\"" + DIRECTION + "\" can only be \"Right\": texts are cut" + " at their end, as in training");
        }
        JsonElement inputs = body.get(INPUTS);
        if (inputs instanceof JsonArray list && !list.isEmpty() && list.get(0) instanceof JsonArray) {
            texts.requireCount(list.size(), INPUTS);
            List<TextInput> batch = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                batch.add(sequence(list.get(i), INPUTS + "." + i));
            }
            return new Asked(batch, mayTruncate, classified -> batchAnswer(classified, rawScores));
        }
        TextInput one = sequence(inputs, INPUTS);
        return new Asked(
                List.of(one),
                mayTruncate,
                classified -> Json.answer(200, scores(classified.predictions().get(0), rawScores)));
    }

    /** A text, or a list of one text or of the two of a pair. */
    private TextInput sequence(JsonElement element, String where) {
        if (!(element instanceof JsonArray list)) {
            return TextInput.of(texts.text(element, where));
        }
        return switch (list.size()) {
            case 1 -> TextInput.of(texts.text(list.get(0), where + ".0"));
            case 2 -> TextInput.pair(texts.text(list.get(0), where + ".0"), texts.text(list.get(1), where + ".1"));
            default ->
                throw Refusal.at(
                        where,
                        422,
                        "Validation",
                        "\"" + where + "\" is a list of " + list.size()
                                + ": it must be a text, a pair of texts, or a batch such as [[\"text\"], [\"text\", \"pair\"]]");
        };
    }

    private static Answer batchAnswer(Classified classified, boolean rawScores) {
        JsonArray all = new JsonArray();
        classified.predictions().forEach(prediction -> all.add(scores(prediction, rawScores)));
        return Json.answer(200, all);
    }

    private static JsonArray scores(Prediction prediction, boolean rawScores) {
        List<Double> values = rawScores ? prediction.logits() : prediction.probabilities();
        JsonArray scores = new JsonArray();
        for (int index : prediction.mostLikely(values.size())) {
            JsonObject label = new JsonObject();
            label.add("score", Json.number(values.get(index)));
            label.addProperty("label", prediction.classes().name(index));
            scores.add(label);
        }
        return scores;
    }
}
