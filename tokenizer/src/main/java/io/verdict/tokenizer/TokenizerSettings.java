package io.verdict.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.function.Function;

/** Truncation and padding as {@code tokenizer.json} writes them. */
final class TokenizerSettings {
    private TokenizerSettings() {}

    static Truncation readTruncation(JsonFields json) {
        // Files from before truncation had a direction leave it out.
        Direction direction = json.optional("direction") == null
                ? Direction.RIGHT
                : named(json, "direction", Direction.values(), Direction::jsonName);
        Truncation truncation = new Truncation(
                json.integer("max_length"),
                named(json, "strategy", Truncation.Strategy.values(), Truncation.Strategy::jsonName),
                json.integer("stride"),
                direction);
        json.end();
        return truncation;
    }

    static JsonObject toJson(Truncation truncation) {
        JsonObject json = new JsonObject();
        json.addProperty("direction", truncation.direction().jsonName());
        json.addProperty("max_length", truncation.maxLength());
        json.addProperty("strategy", truncation.strategy().jsonName());
        json.addProperty("stride", truncation.stride());
        return json;
    }

    static Padding readPadding(JsonFields json) {
        Padding padding = new Padding(
                readStrategy(json),
                named(json, "direction", Direction.values(), Direction::jsonName),
                json.optional("pad_to_multiple_of") == null ? 0 : json.integer("pad_to_multiple_of"),
                json.integer("pad_id"),
                json.integer("pad_type_id"),
                json.string("pad_token"));
        json.end();
        return padding;
    }

    private static Padding.Strategy readStrategy(JsonFields json) {
        JsonElement strategy = json.required("strategy");
        if (strategy.isJsonObject()) {
            JsonFields fixed = json.object("strategy");
            int length = fixed.integer("Fixed");
            fixed.end();
            return new Padding.Fixed(length);
        }
        if (!json.string("strategy").equals("BatchLongest")) {
            throw json.wrong("strategy", "\"BatchLongest\" or {\"Fixed\": length}", strategy);
        }
        return new Padding.BatchLongest();
    }

    static JsonObject toJson(Padding padding) {
        JsonObject json = new JsonObject();
        if (padding.strategy() instanceof Padding.Fixed fixed) {
            JsonObject strategy = new JsonObject();
            strategy.addProperty("Fixed", fixed.length());
            json.add("strategy", strategy);
        } else {
            json.addProperty("strategy", "BatchLongest");
        }
        json.addProperty("direction", padding.direction().jsonName());
        if (padding.padToMultipleOf() == 0) {
            json.add("pad_to_multiple_of", JsonNull.INSTANCE);
        } else {
            json.addProperty("pad_to_multiple_of", padding.padToMultipleOf());
        }
        json.addProperty("pad_id", padding.padId());
        json.addProperty("pad_type_id", padding.padTypeId());
        json.addProperty("pad_token", padding.padToken());
        return json;
    }

    private static <E> E named(JsonFields json, String field, E[] values, Function<E, String> name) {
        String wanted = json.string(field);
        return Arrays.stream(values)
                .filter(value -> name.apply(value).equals(wanted))
                .findFirst()
                .orElseThrow(() -> json.wrong(
                        field, "one of " + Arrays.stream(values).map(name).toList(), json.required(field)));
    }
}
