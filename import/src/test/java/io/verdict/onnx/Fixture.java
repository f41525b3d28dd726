package io.verdict.onnx;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.verdict.transformer.Activation;
import io.verdict.transformer.EncoderConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** One of the exported tiny models; see README.md beside them. */
record Fixture(String file, JsonObject facts) {
    private static final Path FOLDER = folder();

    static List<Fixture> all() {
        JsonArray fixtures = parse("fixtures.json").getAsJsonArray();
        return StreamSupport.stream(fixtures.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(facts -> new Fixture(facts.get("file").getAsString(), facts))
                .toList();
    }

    /** Those that can be imported: not quantized, and not yet rewritten to ONNX Runtime's own operators. */
    static List<Fixture> importable() {
        return all().stream()
                .filter(fixture -> !fixture.facts.has("quantized") && !fixture.file.contains("fused"))
                .toList();
    }

    static Fixture named(String file) {
        return all().stream()
                .filter(fixture -> fixture.file.equals(file))
                .findFirst()
                .orElseThrow();
    }

    Path path() {
        return FOLDER.resolve(file);
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasPooler() {
        return !facts.get("model").getAsString().equals("bert_no_pooler");
    }

    boolean hasClassifier() {
        return facts.get("model").getAsString().equals("classifier");
    }

    /** HuggingFace's configuration of the model. */
    EncoderConfig config() {
        JsonObject config = facts.getAsJsonObject("config");
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
                hasPooler());
    }

    /** The parameters that went into the export, by Verdict's names: shape and numbers. */
    Map<String, Tensor> weights() {
        return safetensors(FOLDER.resolve(facts.get("weights").getAsString()));
    }

    JsonObject expected() {
        return parse(facts.get("expected").getAsString()).getAsJsonObject();
    }

    record Tensor(List<Long> shape, List<Float> numbers) {}

    /** A float32 safetensors file: a little-endian length, a JSON header, the numbers. */
    private static Map<String, Tensor> safetensors(Path path) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
            byte[] header = new byte[Math.toIntExact(bytes.getLong())];
            bytes.get(header);
            int begin = bytes.position();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            JsonObject json = JsonParser.parseString(new String(header, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            json.remove("__metadata__");
            for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
                JsonObject tensor = entry.getValue().getAsJsonObject();
                if (!tensor.get("dtype").getAsString().equals("F32")) {
                    throw new IllegalStateException(entry.getKey() + " is " + tensor.get("dtype"));
                }
                int from = begin + tensor.getAsJsonArray("data_offsets").get(0).getAsInt();
                int to = begin + tensor.getAsJsonArray("data_offsets").get(1).getAsInt();
                List<Float> numbers = java.util.stream.IntStream.range(0, (to - from) / 4)
                        .mapToObj(i -> bytes.getFloat(from + 4 * i))
                        .toList();
                List<Long> shape = List.of(new Gson().fromJson(tensor.get("shape"), Long[].class));
                tensors.put(entry.getKey(), new Tensor(shape, numbers));
            }
            return tensors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonElement parse(String file) {
        try {
            return JsonParser.parseString(Files.readString(FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(Fixture.class.getResource("fixtures.json"))
                            .toURI())
                    .resolveSibling(".")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return file;
    }
}
