package io.verdict.transformer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The files under {@code golden}, made by {@code tools/golden}. */
final class GoldenFile {
    private GoldenFile() {}

    static JsonObject json(String name) {
        return JsonParser.parseString(new String(bytes(name), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    /** The tensors of a safetensors file of float32. */
    static Map<String, INDArray> tensors(String name) {
        ByteBuffer file = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = Math.toIntExact(file.getLong());
        JsonObject header = JsonParser.parseString(
                        new String(file.array(), Long.BYTES, headerLength, StandardCharsets.UTF_8))
                .getAsJsonObject();
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        for (String tensor : header.keySet()) {
            if (!tensor.equals("__metadata__")) {
                JsonObject entry = header.getAsJsonObject(tensor);
                long[] shape = floats(entry.get("shape")).stream()
                        .mapToLong(Float::longValue)
                        .toArray();
                int start = entry.getAsJsonArray("data_offsets").get(0).getAsInt();
                int end = entry.getAsJsonArray("data_offsets").get(1).getAsInt();
                float[] values = new float[(end - start) / Float.BYTES];
                file.slice(Long.BYTES + headerLength + start, end - start)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(values);
                tensors.put(tensor, Nd4j.createFromArray(values).reshape(shape).dup('c'));
            }
        }
        return tensors;
    }

    static EncoderConfig encoderConfig(String name) {
        JsonObject config = json(name);
        return new EncoderConfig(
                config.get("vocab_size").getAsInt(),
                config.get("hidden_size").getAsInt(),
                config.get("num_hidden_layers").getAsInt(),
                config.get("num_attention_heads").getAsInt(),
                config.get("intermediate_size").getAsInt(),
                config.get("max_position_embeddings").getAsInt(),
                config.get("type_vocab_size").getAsInt(),
                config.get("layer_norm_eps").getAsDouble(),
                Activation.fromHiddenAct(config.get("hidden_act").getAsString()),
                true);
    }

    /** Parameters in the model's order. */
    static Parameters parameters(EncoderConfig config, Map<String, INDArray> tensors) {
        Parameters parameters = new Parameters();
        ParameterSpec.encoder(config)
                .forEach(spec -> parameters.add(spec.name(), Objects.requireNonNull(tensors.get(spec.name()))));
        return parameters;
    }

    /** All numbers of nested arrays, in order. */
    static List<Float> floats(JsonElement element) {
        List<Float> values = new ArrayList<>();
        if (element instanceof JsonArray array) {
            array.forEach(inner -> values.addAll(floats(inner)));
        } else {
            values.add(element.getAsFloat());
        }
        return values;
    }

    static int[] ints(JsonElement array) {
        return floats(array).stream().mapToInt(Float::intValue).toArray();
    }

    /** The batch of {@code input_ids} and {@code token_type_ids}. */
    static PackedBatch batch(JsonObject object) {
        PackedBatch.Builder batch = PackedBatch.builder();
        JsonArray ids = object.getAsJsonArray("input_ids");
        for (int i = 0; i < ids.size(); i++) {
            batch.add(
                    ints(ids.get(i)),
                    ints(object.getAsJsonArray("token_type_ids").get(i)));
        }
        return batch.build();
    }

    private static byte[] bytes(String name) {
        try (InputStream in = GoldenFile.class.getResourceAsStream("golden/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("No golden file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
