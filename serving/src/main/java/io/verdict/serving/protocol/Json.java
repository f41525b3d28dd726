package io.verdict.serving.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.verdict.serving.http.Answer;
import io.verdict.serving.http.Refusal;
import io.verdict.serving.http.Request;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bodies in JSON, strictly; and answers. */
final class Json {
    static final String TYPE = "application/json";

    private static final Gson WRITER =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");
    private static final int SHOWN = 60;

    private Json() {}

    /**
     * The object that a request's body is.
     *
     * @throws Refusal (400) if it is not UTF-8, not JSON or nested too deeply, (415) if it says that it is something
     *     else, (422) if it is no object
     */
    static JsonObject object(Request request, BodyLimits limits) {
        requireType(request);
        return object(request.body(), request.body().length, limits);
    }

    /** The object that the first bytes of a body are. */
    static JsonObject object(byte[] body, int length, BodyLimits limits) {
        JsonElement read = parse(Utf8.decode(body, 0, length, "The body"), limits);
        if (read instanceof JsonObject object) {
            return object;
        }
        throw Refusal.at("", 422, "Validation", "The body must be an object, but is " + shown(read));
    }

    private static void requireType(Request request) {
        String type = request.header("content-type").orElse(TYPE);
        int end = type.indexOf(';');
        String plain = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        if (!plain.equals(TYPE) && !plain.endsWith("+json")) {
            throw new Refusal(415, "Validation", "Send JSON, with the header Content-Type: " + TYPE);
        }
    }

    private static JsonElement parse(String text, BodyLimits limits) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(limits.maxJsonDepth());
        try {
            JsonElement read = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new Refusal(400, "Validation", "The body is not valid JSON: there is more behind its end");
            }
            return read;
        } catch (JsonParseException | IOException | IllegalStateException | NumberFormatException e) {
            throw new Refusal(400, "Validation", problem(text, limits, e));
        }
    }

    private static String problem(String text, BodyLimits limits, Exception e) {
        String message = String.valueOf(e.getMessage());
        if (text.isBlank()) {
            return "The body is empty; it must be a JSON object";
        }
        Matcher place = PLACE.matcher(message);
        String where = place.find() ? " at line " + place.group(1) + ", column " + place.group(2) : "";
        if (message.contains("surrogate")) {
            return "The body has half a surrogate pair" + where + ", which is no character";
        }
        return message.contains("Nesting limit")
                ? "The body is nested more than " + limits.maxJsonDepth() + " levels deep" + where
                : "The body is not valid JSON" + where;
    }

    /** A field that must be there and be an object. */
    static JsonObject object(JsonObject object, String name, String where) {
        if (object.get(name) instanceof JsonObject field) {
            return field;
        }
        throw wrong(object.get(name), where, "an object");
    }

    /** A field that must be there and be a list. */
    static JsonArray array(JsonObject object, String name, String where) {
        if (object.get(name) instanceof JsonArray field) {
            return field;
        }
        throw wrong(object.get(name), where, "a list");
    }

    /** A field that is true or false; {@code otherwise} if it is missing or null. */
    static boolean bool(JsonObject object, String name, boolean otherwise) {
        JsonElement field = object.get(name);
        if (field == null || field.isJsonNull()) {
            return otherwise;
        }
        if (field instanceof JsonPrimitive value && value.isBoolean()) {
            return value.getAsBoolean();
        }
        throw wrong(field, name, "true or false");
    }

    /** A text. */
    static String string(@Nullable JsonElement element, String where) {
        if (element instanceof JsonPrimitive value && value.isString()) {
            return value.getAsString();
        }
        throw wrong(element, where, "a text");
    }

    static Refusal wrong(@Nullable JsonElement element, String where, String expected) {
        return Refusal.at(
                where,
                422,
                "Validation",
                "\"" + where + "\" must be " + expected
                        + (element == null ? ", but is missing" : ", but is " + shown(element)));
    }

    static Answer answer(int status, JsonElement body) {
        return Answer.of(status, TYPE, WRITER.toJson(body));
    }

    static String text(JsonElement body) {
        return WRITER.toJson(body);
    }

    /** A number with as many digits as a float needs. */
    static JsonPrimitive number(double value) {
        float number = (float) value;
        if (!Float.isFinite(number)) {
            throw new IllegalStateException("The model computed " + value + "; its weights are damaged or too large");
        }
        return new JsonPrimitive(new BigDecimal(Float.toString(number)));
    }

    static JsonArray numbers(List<Double> values) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(number(value)));
        return array;
    }

    static JsonArray strings(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private static String shown(JsonElement element) {
        if (element instanceof JsonObject) {
            return "an object";
        }
        if (element instanceof JsonArray) {
            return "a list";
        }
        String text = element.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
