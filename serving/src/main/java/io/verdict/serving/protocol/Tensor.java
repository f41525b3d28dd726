package io.verdict.serving.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** A tensor of the Open Inference Protocol: values in row-major order with their shape. */
sealed interface Tensor {
    String name();

    List<Integer> shape();

    /** The name of its type in the protocol. */
    String type();

    /** Its values as a list in JSON, rows not told apart. */
    JsonArray data();

    /** Its values as bytes: little-endian, texts with their length before them in four bytes. */
    byte[] bytes();

    /** What the protocol calls a tensor, but for its values. */
    default JsonObject head() {
        JsonArray dimensions = new JsonArray();
        shape().forEach(dimensions::add);
        JsonObject head = new JsonObject();
        head.addProperty("name", name());
        head.addProperty("datatype", type());
        head.add("shape", dimensions);
        return head;
    }

    /** Texts. */
    record Bytes(String name, List<Integer> shape, List<String> values) implements Tensor {
        @Override
        public String type() {
            return "BYTES";
        }

        @Override
        public JsonArray data() {
            return Json.strings(values);
        }

        @Override
        public byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (String value : values) {
                byte[] text = value.getBytes(StandardCharsets.UTF_8);
                out.writeBytes(littleEndian(Integer.BYTES, length -> length.putInt(text.length)));
                out.writeBytes(text);
            }
            return out.toByteArray();
        }
    }

    /** Numbers. */
    record Floats(String name, List<Integer> shape, List<Double> values) implements Tensor {
        @Override
        public String type() {
            return "FP32";
        }

        @Override
        public JsonArray data() {
            return Json.numbers(values);
        }

        @Override
        public byte[] bytes() {
            return littleEndian(
                    values.size() * Float.BYTES, out -> values.forEach(value -> out.putFloat(value.floatValue())));
        }
    }

    /** Whole numbers. */
    record Longs(String name, List<Integer> shape, List<Long> values) implements Tensor {
        @Override
        public String type() {
            return "INT64";
        }

        @Override
        public JsonArray data() {
            JsonArray data = new JsonArray();
            values.forEach(data::add);
            return data;
        }

        @Override
        public byte[] bytes() {
            return littleEndian(values.size() * Long.BYTES, out -> values.forEach(out::putLong));
        }
    }

    /** Truth values. */
    record Booleans(String name, List<Integer> shape, List<Boolean> values) implements Tensor {
        @Override
        public String type() {
            return "BOOL";
        }

        @Override
        public JsonArray data() {
            JsonArray data = new JsonArray();
            values.forEach(data::add);
            return data;
        }

        @Override
        public byte[] bytes() {
            return littleEndian(values.size(), out -> values.forEach(value -> out.put((byte) (value ? 1 : 0))));
        }
    }

    private static byte[] littleEndian(int size, Consumer<ByteBuffer> fill) {
        byte[] bytes = new byte[size];
        fill.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }
}
