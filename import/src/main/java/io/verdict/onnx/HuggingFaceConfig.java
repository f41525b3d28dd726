package io.verdict.onnx;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.verdict.transformer.Activation;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@code config.json} beside a model. The graph says what the model is; the file must not contradict it.
 *
 * @param file where it lies
 */
record HuggingFaceConfig(Path file, JsonObject json) {
    /** Epsilons that differ by less are the same: float16's least number, below which its files cannot go. */
    private static final double EPSILON_TOLERANCE = 6e-8;

    static HuggingFaceConfig read(Path file, String text) {
        return new HuggingFaceConfig(file, object(file, text));
    }

    /**
     * The sizes that the file states, for a model that is no graph.
     *
     * @param pooler whether the model has a pooler, which the file does not tell
     * @throws VerdictException if the model is no BERT, or a size is missing
     */
    EncoderConfig encoder(boolean pooler) {
        String type = text("model_type");
        if (!type.equals("bert")) {
            throw new VerdictException(file + ": model_type is \"" + type + "\"; only \"bert\" can be read from"
                    + " safetensors, export other encoders to ONNX");
        }
        String positions = primitive("position_embedding_type")
                .map(JsonPrimitive::getAsString)
                .orElse("absolute");
        if (!positions.equals("absolute")) {
            throw new VerdictException(
                    file + ": position_embedding_type is \"" + positions + "\"; only \"absolute\" is supported");
        }
        try {
            return new EncoderConfig(
                    integer("vocab_size"),
                    integer("hidden_size"),
                    integer("num_hidden_layers"),
                    integer("num_attention_heads"),
                    integer("intermediate_size"),
                    integer("max_position_embeddings"),
                    integer("type_vocab_size"),
                    number("layer_norm_eps").orElse(1e-12),
                    activation(text("hidden_act")),
                    pooler);
        } catch (VerdictException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(file.toString()) ? e : new VerdictException(file + ": " + message, e);
        }
    }

    private int integer(String key) {
        double value = number(key).orElseThrow(() -> new VerdictException(file + " has no " + key));
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new VerdictException(file + ": " + key + " is " + value + ", must be a whole number");
        }
        return (int) value;
    }

    private String text(String key) {
        return primitive(key)
                .map(JsonPrimitive::getAsString)
                .orElseThrow(() -> new VerdictException(file + " has no " + key));
    }

    private static JsonObject object(Path file, String text) {
        try {
            JsonElement json = JsonParser.parseString(text);
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            throw new VerdictException(file + " is no JSON: " + e.getMessage(), e);
        }
        throw new VerdictException(file + " is no JSON object");
    }

    /**
     * Compares every size that the file states with what the graph is.
     *
     * @throws VerdictException that lists the contradictions
     */
    void requireAgreement(ImportReport report) {
        EncoderConfig config = report.config();
        List<String> contradictions = new ArrayList<>();
        compare("vocab_size", config.vocabularySize(), contradictions);
        compare("hidden_size", config.hiddenSize(), contradictions);
        compare("num_hidden_layers", config.layers(), contradictions);
        compare("num_attention_heads", config.attentionHeads(), contradictions);
        compare("intermediate_size", config.intermediateSize(), contradictions);
        compare("max_position_embeddings", config.maxPositions(), contradictions);
        // A graph without token types may hold the one row it needs instead of the table.
        if (config.typeVocabularySize() > 1) {
            compare("type_vocab_size", config.typeVocabularySize(), contradictions);
        }
        number("layer_norm_eps")
                .filter(stated -> Math.abs(stated - config.layerNormEpsilon()) > EPSILON_TOLERANCE)
                .ifPresent(stated -> contradictions.add(
                        "layer_norm_eps is " + stated + ", in the graph " + config.layerNormEpsilon()));
        primitive("hidden_act")
                .map(JsonPrimitive::getAsString)
                .filter(stated -> activation(stated) != config.activation())
                .ifPresent(stated -> contradictions.add("hidden_act is " + stated + ", in the graph "
                        + config.activation().hiddenAct()));
        if (!contradictions.isEmpty()) {
            throw new VerdictException(file + " contradicts " + report.file() + ": " + String.join("; ", contradictions)
                    + ". They are not of the same model");
        }
    }

    private Activation activation(String name) {
        try {
            return Activation.fromHiddenAct(name);
        } catch (VerdictException e) {
            throw new VerdictException(file + ": " + e.getMessage(), e);
        }
    }

    private void compare(String key, int inGraph, List<String> contradictions) {
        number(key)
                .filter(stated -> stated != inGraph)
                .ifPresent(stated -> contradictions.add(
                        key + " is " + primitive(key).orElseThrow().getAsString() + ", in the graph " + inGraph));
    }

    /**
     * The classes' names, by {@code id2label}; empty if the file has none.
     *
     * @throws VerdictException if there is not one for each class
     */
    List<String> labels(int classes) {
        JsonElement names = json.get("id2label");
        if (names == null || !names.isJsonObject()) {
            return List.of();
        }
        JsonObject map = names.getAsJsonObject();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            JsonElement label = map.get(Integer.toString(i));
            if (label == null || !label.isJsonPrimitive() || map.size() != classes) {
                throw new VerdictException(file + ": id2label must name the classes 0 to " + (classes - 1)
                        + " of the model's head, but has " + map.keySet());
            }
            labels.add(label.getAsString());
        }
        return labels;
    }

    /** The longest text by {@code tokenizer_config.json}; a value beyond the positions means "no limit" there. */
    static int maxLength(Path file, String text, int positions) {
        HuggingFaceConfig config = read(file, text);
        double stated = config.number("model_max_length").orElse((double) positions);
        if (stated < 1) {
            throw new VerdictException(file + ": model_max_length is " + stated + ", must be positive");
        }
        return (int) Math.min(stated, positions);
    }

    private Optional<Double> number(String key) {
        return primitive(key).map(value -> {
            try {
                return value.getAsDouble();
            } catch (NumberFormatException e) {
                throw new VerdictException(file + ": " + key + " is \"" + value.getAsString() + "\", no number", e);
            }
        });
    }

    private Optional<JsonPrimitive> primitive(String key) {
        JsonElement value = json.get(key);
        return value != null && value.isJsonPrimitive() ? Optional.of(value.getAsJsonPrimitive()) : Optional.empty();
    }
}
