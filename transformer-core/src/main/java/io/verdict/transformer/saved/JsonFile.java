package io.verdict.transformer.saved;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A JSON object that knows where it comes from, so that a wrong field is an error that says so. */
public record JsonFile(String source, JsonObject json) {
    /**
     * Reads a file.
     *
     * @throws VerdictException if it is not there, or holds no JSON object
     */
    public static JsonFile read(Path path) {
        try {
            JsonElement element = JsonParser.parseString(Files.readString(path, StandardCharsets.UTF_8));
            if (element instanceof JsonObject object) {
                return new JsonFile(path.toString(), object);
            }
            throw new VerdictException(path + " holds no JSON object");
        } catch (NoSuchFileException e) {
            throw new VerdictException(path + " does not exist", e);
        } catch (CharacterCodingException e) {
            throw new VerdictException(path + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new VerdictException(path + " cannot be read: " + e.getMessage(), e);
        } catch (JsonParseException | StackOverflowError e) {
            throw new VerdictException(path + " is not valid JSON: " + e.getMessage(), e);
        }
    }

    /** Writes a file, indented. */
    public static void write(Path path, JsonObject json) throws IOException {
        String text = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .serializeNulls()
                .create()
                .toJson(json);
        Files.writeString(path, text + "\n", StandardCharsets.UTF_8);
    }

    public String string(String field) {
        return value(field, "a text", JsonPrimitive::isString).getAsString();
    }

    public int integer(String field) {
        return number(field, "a whole number", text -> Math.toIntExact(exact(text)));
    }

    long longInteger(String field) {
        return number(field, "a whole number", JsonFile::exact);
    }

    double decimal(String field) {
        return number(field, "a number", Double::valueOf);
    }

    /** As {@link #decimal}, {@code otherwise} where the field is missing or null. */
    public double decimal(String field, double otherwise) {
        return isNull(field) ? otherwise : decimal(field);
    }

    public boolean isNull(String field) {
        return !json.has(field) || json.get(field).isJsonNull();
    }

    public JsonFile object(String field) {
        if (json.get(field) instanceof JsonObject object) {
            return new JsonFile(source + ", " + field, object);
        }
        throw wrong(field, "an object");
    }

    public JsonArray array(String field) {
        if (json.get(field) instanceof JsonArray array) {
            return array;
        }
        throw wrong(field, "a list");
    }

    /** The fields of an object of numbers. */
    Map<String, Double> decimals() {
        Map<String, Double> values = new LinkedHashMap<>();
        json.keySet().forEach(field -> values.put(field, decimal(field)));
        return values;
    }

    /**
     * What {@code reading} makes of values of this file; where it refuses them, the message begins with the file.
     *
     * @throws VerdictException as {@code reading} does
     */
    <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (VerdictException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(source) ? e : new VerdictException(source + ": " + message, e);
        }
    }

    VerdictException wrong(String field, String expected) {
        return new VerdictException(source + ": \"" + field + "\" must be " + expected
                + (json.has(field) ? ", but is " + shown(json.get(field)) : ", but is missing"));
    }

    private <T> T number(String field, String expected, Function<String, T> convert) {
        JsonPrimitive value = value(field, expected, JsonPrimitive::isNumber);
        try {
            return convert.apply(value.getAsString());
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong(field, expected);
        }
    }

    private JsonPrimitive value(String field, String expected, Predicate<JsonPrimitive> fits) {
        if (json.get(field) instanceof JsonPrimitive value && fits.test(value)) {
            return value;
        }
        throw wrong(field, expected);
    }

    private static long exact(String text) {
        return new java.math.BigDecimal(text).longValueExact();
    }

    private static String shown(JsonElement element) {
        String text = element.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
