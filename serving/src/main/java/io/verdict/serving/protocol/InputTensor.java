package io.verdict.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.verdict.serving.http.Refusal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads tensors of texts. */
final class InputTensor {
    private static final String BINARY_SIZE = "binary_data_size";

    private final Texts texts;
    private final byte[] body;

    /**
     * @param texts checks them
     * @param body with the binary data behind the JSON
     */
    InputTensor(Texts texts, byte[] body) {
        this.texts = texts;
        this.body = body;
    }

    /**
     * The texts of a tensor, and where its binary data ends.
     *
     * @param end where it began if it has none
     */
    record Read(List<String> values, int end) {}

    /**
     * Reads a tensor.
     *
     * @param from where its binary data begins if it has any
     */
    Read read(JsonObject tensor, String where, int from) {
        String type = Json.string(tensor.get("datatype"), where + ".datatype");
        if (!type.equals("BYTES")) {
            throw Refusal.at(
                    where + ".datatype", 422, "Validation", "\"" + where + ".datatype\" must be BYTES, but is " + type);
        }
        long count = count(Json.array(tensor, "shape", where + ".shape"), where + ".shape");
        JsonElement parameters = tensor.get("parameters");
        if (parameters instanceof JsonObject object) {
            if (object.has("shared_memory_region")) {
                throw Refusal.at(where + ".parameters", 422, "Validation", "Shared memory is not supported");
            }
            if (object.has(BINARY_SIZE)) {
                int size = size(object.get(BINARY_SIZE), where + ".parameters." + BINARY_SIZE, body.length - from);
                return new Read(binary(from, from + size, count, where), from + size);
            }
        }
        List<String> values = new ArrayList<>();
        add(Json.array(tensor, "data", where + ".data"), where + ".data", values);
        requireCount(values.size(), count, where);
        return new Read(values, from);
    }

    /** The number of values; a text a row. */
    private static long count(JsonArray shape, String where) {
        List<Long> sizes = new ArrayList<>();
        for (JsonElement size : shape) {
            sizes.add(whole(size, where));
        }
        boolean fits = sizes.size() == 1 || (sizes.size() == 2 && sizes.get(1) == 1);
        if (!fits || sizes.get(0) < 0) {
            throw Refusal.at(where, 422, "Validation", "\"" + where + "\" must be [texts] or [texts, 1]");
        }
        return sizes.get(0);
    }

    private static int size(JsonElement size, String where, int most) {
        long bytes = whole(size, where);
        if (bytes < 0 || bytes > most) {
            throw Refusal.at(
                    where,
                    422,
                    "Validation",
                    "\"" + where + "\" is " + bytes + ", but " + most + " bytes are left behind the JSON");
        }
        return (int) bytes;
    }

    private static long whole(JsonElement element, String where) {
        try {
            if (element instanceof JsonPrimitive value && value.isNumber()) {
                return new BigDecimal(value.getAsString()).longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw Json.wrong(element, where, "a whole number");
        }
        throw Json.wrong(element, where, "a whole number");
    }

    private void add(JsonArray data, String where, List<String> values) {
        for (int i = 0; i < data.size(); i++) {
            if (data.get(i) instanceof JsonArray row) {
                add(row, where + "." + i, values);
            } else {
                values.add(texts.text(data.get(i), where + "." + i));
            }
        }
    }

    private List<String> binary(int from, int to, long count, String where) {
        ByteBuffer bytes = ByteBuffer.wrap(body, from, to - from).order(ByteOrder.LITTLE_ENDIAN);
        List<String> values = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw Refusal.at(
                        where,
                        422,
                        "Validation",
                        "\"" + where + "\": text " + values.size() + " is cut short; each has its length before it"
                                + " in four bytes, little-endian");
            }
            String place = where + "." + values.size();
            values.add(texts.checked(Utf8.decode(body, bytes.position(), length, "\"" + place + "\""), place));
            bytes.position(bytes.position() + length);
            requireAtMost(values.size(), count, where);
        }
        requireCount(values.size(), count, where);
        return values;
    }

    private static void requireAtMost(int values, long count, String where) {
        if (values > count) {
            requireCount(values, count, where);
        }
    }

    private static void requireCount(int values, long count, String where) {
        if (values != count) {
            throw Refusal.at(
                    where,
                    422,
                    "Validation",
                    "\"" + where + "\" has " + values + " texts, by its shape it has " + count);
        }
    }
}
