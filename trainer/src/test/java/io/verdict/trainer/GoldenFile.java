package io.verdict.trainer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.verdict.transformer.Activation;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierConfig;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.Targets;
import io.verdict.transformer.saved.SafetensorsFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The files under {@code golden}, made by {@code tools/golden/training_golden.py}. */
final class GoldenFile {
    private GoldenFile() {}

    static JsonObject json(String name) {
        try {
            return JsonParser.parseString(Files.readString(path(name))).getAsJsonObject();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The tensors of a file, without the prefix "bert.". */
    static Map<String, INDArray> tensors(String name) {
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        try (SafetensorsFile file = SafetensorsFile.open(path(name))) {
            for (String tensor : file.names()) {
                tensors.put(tensor.replaceFirst("^bert\\.", ""), file.load(tensor));
            }
        }
        return tensors;
    }

    /** The model that every golden run starts from. */
    static Classifier initialModel(Pooling pooling) {
        JsonObject json = json("config.json");
        EncoderConfig encoder = new EncoderConfig(
                json.get("vocab_size").getAsInt(),
                json.get("hidden_size").getAsInt(),
                json.get("num_hidden_layers").getAsInt(),
                json.get("num_attention_heads").getAsInt(),
                json.get("intermediate_size").getAsInt(),
                json.get("max_position_embeddings").getAsInt(),
                json.get("type_vocab_size").getAsInt(),
                json.get("layer_norm_eps").getAsDouble(),
                Activation.fromHiddenAct(json.get("hidden_act").getAsString()),
                true);
        Map<String, INDArray> tensors = tensors("initial.safetensors");
        int classes = json.getAsJsonObject("id2label").size();
        Parameters parameters = new Parameters();
        Stream.concat(ParameterSpec.encoder(encoder).stream(), ParameterSpec.classifier(encoder, classes).stream())
                .forEach(spec -> parameters.add(spec.name(), Objects.requireNonNull(tensors.get(spec.name()))));
        return new Classifier(new ClassifierConfig(encoder, pooling, classes), parameters);
    }

    /** The batch of {@code input_ids} and {@code token_type_ids}. */
    static PackedBatch batch(JsonObject object) {
        PackedBatch.Builder batch = PackedBatch.builder();
        JsonArray ids = object.getAsJsonArray("input_ids");
        JsonArray types = object.getAsJsonArray("token_type_ids");
        for (int i = 0; i < ids.size(); i++) {
            batch.add(ints(ids.get(i)), ints(types.get(i)));
        }
        return batch.build();
    }

    static Targets targets(JsonObject object) {
        List<Integer> labels = new ArrayList<>();
        object.getAsJsonArray("labels").forEach(label -> labels.add(label.getAsInt()));
        return new Targets.Classes(labels);
    }

    /** The parameters as they are now; they change as the classifier is trained. */
    static Map<String, INDArray> parameters(Classifier classifier) {
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        classifier
                .parameters()
                .names()
                .forEach(name -> parameters.put(name, classifier.parameters().get(name)));
        return parameters;
    }

    /** A number of one of the lists. */
    static double at(JsonObject run, String list, int index) {
        return run.getAsJsonArray(list).get(index).getAsDouble();
    }

    /** The numbers of a matrix. */
    static List<List<Double>> rows(JsonArray array) {
        List<List<Double>> rows = new ArrayList<>();
        array.forEach(row -> rows.add(numbers(row.getAsJsonArray())));
        return rows;
    }

    static List<Double> numbers(JsonArray array) {
        List<Double> values = new ArrayList<>();
        for (JsonElement value : array) {
            values.add(value.getAsDouble());
        }
        return values;
    }

    private static int[] ints(JsonElement array) {
        return Stream.of(array.getAsJsonArray())
                .flatMap(values -> values.asList().stream())
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    private static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(GoldenFile.class.getResource("golden/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
