package io.verdict.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, taken one by one: what is missing, of the wrong kind, or left over at the end is an
 * error that names its place.
 */
final class JsonFields {
    private static final Pattern POSITION = Pattern.compile("at line \\d+ column \\d+");

    private final JsonObject object;
    private final String place;
    private final Set<String> taken = new HashSet<>();

    JsonFields(JsonObject object, String place) {
        this.object = object;
        this.place = place;
    }

    /** Parses a text that must hold one JSON object; {@code source} names it in errors. */
    static JsonFields parse(String json, String source) {
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            if (!element.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
                throw new TokenizerException(source + " must hold one JSON object and nothing else.");
            }
            return new JsonFields(element.getAsJsonObject(), source);
        } catch (JsonParseException | IOException e) {
            throw new TokenizerException(source + " is not JSON" + position(e) + ".", e);
        }
    }

    /** Where gson stopped; the rest of its message speaks to programmers. */
    private static String position(Exception e) {
        Matcher matcher = POSITION.matcher(String.valueOf(e.getMessage()));
        return matcher.find() ? ": it is malformed or ends too early " + matcher.group() : "";
    }

    String place() {
        return place;
    }

    Set<String> names() {
        return object.keySet();
    }

    /** The field, or null when it is missing or null. */
    @Nullable
    JsonElement optional(String name) {
        taken.add(name);
        JsonElement element = object.get(name);
        return element == null || element.isJsonNull() ? null : element;
    }

    JsonElement required(String name) {
        JsonElement element = optional(name);
        if (element == null) {
            throw new TokenizerException(place + ": the field \"" + name + "\" is missing.");
        }
        return element;
    }

    JsonFields object(String name) {
        JsonElement element = required(name);
        if (!element.isJsonObject()) {
            throw wrong(name, "an object", element);
        }
        return new JsonFields(element.getAsJsonObject(), place + "." + name);
    }

    @Nullable
    JsonFields optionalObject(String name) {
        return optional(name) == null ? null : object(name);
    }

    Iterable<JsonElement> array(String name) {
        JsonElement element = required(name);
        if (!element.isJsonArray()) {
            throw wrong(name, "an array", element);
        }
        return element.getAsJsonArray();
    }

    String string(String name) {
        JsonElement element = required(name);
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
            throw wrong(name, "a string", element);
        }
        return element.getAsString();
    }

    boolean bool(String name) {
        JsonElement element = required(name);
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isBoolean()) {
            throw wrong(name, "true or false", element);
        }
        return element.getAsBoolean();
    }

    int integer(String name) {
        JsonElement element = required(name);
        return toInt(element, name);
    }

    /** All fields, which must be integers. */
    Map<String, Integer> integers() {
        Map<String, Integer> integers = new HashMap<>(2 * object.size());
        for (Map.Entry<String, JsonElement> field : object.entrySet()) {
            JsonElement value = field.getValue().isJsonNull() ? required(field.getKey()) : field.getValue();
            integers.put(field.getKey(), toInt(value, field.getKey()));
        }
        return integers;
    }

    int toInt(JsonElement element, String name) {
        if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
            double value = element.getAsDouble();
            if (value == (int) value) {
                return (int) value;
            }
        }
        throw wrong(name, "an integer", element);
    }

    /** Says that every field of the object has been taken. */
    void end() {
        for (String name : object.keySet()) {
            if (!taken.contains(name)) {
                throw new TokenizerException(place + ": unknown field \"" + name + "\"; known are "
                        + String.join(", ", new TreeSet<>(taken)) + ".");
            }
        }
    }

    TokenizerException wrong(String name, String expected, JsonElement found) {
        String text = found.toString();
        return new TokenizerException(place + ": the field \"" + name + "\" must be " + expected + ", but is "
                + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + ".");
    }
}
