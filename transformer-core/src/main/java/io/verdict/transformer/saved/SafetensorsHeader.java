package io.verdict.transformer.saved;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON header of a safetensors file, checked: types are known, sizes follow from shapes, and the tensors cover the
 * data without holes or overlaps, as the <a href="https://github.com/huggingface/safetensors#format">format</a> asks.
 *
 * @param tensors by name, in the header's order
 * @param metadata free text, such as {@code format: pt}
 */
record SafetensorsHeader(Map<String, Tensor> tensors, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";

    SafetensorsHeader {
        tensors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * One tensor.
     *
     * @param start its first byte, counted from the end of the header
     * @param end the byte after its last
     */
    record Tensor(TensorType type, List<Long> shape, long start, long end) {
        Tensor {
            shape = List.copyOf(shape);
        }

        long elements() {
            return (end - start) / type.bytes();
        }
    }

    /**
     * Reads a header.
     *
     * @param dataBytes how many bytes follow the header
     * @param source the file, for messages
     * @throws VerdictException if the header is not valid
     */
    static SafetensorsHeader parse(String json, long dataBytes, String source) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.setStrictness(Strictness.STRICT);
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (name.equals(METADATA)) {
                    readMetadata(reader, metadata);
                } else if (tensors.put(name, readTensor(reader, name, source)) != null) {
                    throw new VerdictException(source + ": tensor " + name + " is in the header twice");
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new VerdictException(source + ": something follows the JSON object of the header");
            }
        } catch (IOException | IllegalStateException | NumberFormatException | JsonParseException e) {
            throw new VerdictException(source + ": the safetensors header is damaged: " + e.getMessage(), e);
        }
        requireCover(tensors, dataBytes, source);
        return new SafetensorsHeader(tensors, metadata);
    }

    private static void readMetadata(JsonReader reader, Map<String, String> metadata) throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            metadata.put(reader.nextName(), reader.nextString());
        }
        reader.endObject();
    }

    private static Tensor readTensor(JsonReader reader, String name, String source) throws IOException {
        String where = source + ": tensor " + name;
        TensorType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.nextName()) {
                case "dtype" -> type = type(reader.nextString(), where);
                case "shape" -> shape = longs(reader, where);
                case "data_offsets" -> offsets = longs(reader, where);
                default -> throw new VerdictException(where + " has a field that safetensors does not have");
            }
        }
        reader.endObject();
        return tensor(type, shape, offsets, where);
    }

    private static Tensor tensor(
            @Nullable TensorType type, @Nullable List<Long> shape, @Nullable List<Long> offsets, String where) {
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw new VerdictException(where + " needs a dtype, a shape and two data_offsets");
        }
        long expected;
        try {
            expected = type.bytes();
            for (long size : shape) {
                expected = Math.multiplyExact(expected, size);
            }
        } catch (ArithmeticException e) {
            throw new VerdictException(where + " has an absurd shape " + shape, e);
        }
        long start = offsets.get(0);
        long end = offsets.get(1);
        if (end < start || end - start != expected) {
            throw new VerdictException(where + " of shape " + shape + " and type " + type + " takes " + expected
                    + " bytes, but its data_offsets are " + offsets);
        }
        return new Tensor(type, shape, start, end);
    }

    private static TensorType type(String name, String where) {
        return Arrays.stream(TensorType.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new VerdictException(
                        where + " has the type " + name + "; supported: " + Arrays.toString(TensorType.values())));
    }

    private static List<Long> longs(JsonReader reader, String where) throws IOException {
        List<Long> values = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            long value = reader.nextLong();
            if (value < 0) {
                throw new VerdictException(where + " has the negative number " + value + " in its header");
            }
            values.add(value);
        }
        reader.endArray();
        return values;
    }

    private static void requireCover(Map<String, Tensor> tensors, long dataBytes, String source) {
        long end = 0;
        List<Map.Entry<String, Tensor>> ordered = new ArrayList<>(tensors.entrySet());
        ordered.sort(Comparator.comparingLong(
                        (Map.Entry<String, Tensor> entry) -> entry.getValue().start())
                .thenComparingLong(entry -> entry.getValue().end()));
        for (Map.Entry<String, Tensor> entry : ordered) {
            Tensor tensor = entry.getValue();
            if (tensor.start() != end) {
                throw new VerdictException(source + ": tensor " + entry.getKey() + " begins at byte " + tensor.start()
                        + " of the data, but the one before it ends at " + end);
            }
            end = tensor.end();
        }
        if (end != dataBytes) {
            throw new VerdictException(source + ": the header describes " + end + " bytes of data, the file has "
                    + dataBytes + (dataBytes < end ? "; it is truncated" : ""));
        }
    }
}
