package io.verdict.transformer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.verdict.transformer.saved.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The files under {@code golden}, made by {@code tools/golden}. */
final class GoldenFile {
    private GoldenFile() {}

    static JsonObject json(String name) {
        try {
            return JsonParser.parseString(Files.readString(path(name))).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tensors of a safetensors file. */
    static Map<String, INDArray> tensors(String name) {
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        try (SafetensorsFile file = SafetensorsFile.open(path(name))) {
            file.names().forEach(tensor -> tensors.put(tensor, file.load(tensor)));
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

    private static Path path(String name) {
        URL resource = GoldenFile.class.getResource("golden/" + name);
        if (resource == null) {
            throw new IllegalArgumentException("No golden file " + name);
        }
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("No path: " + resource, e);
        }
    }
}
