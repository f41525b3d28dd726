package io.verdict.transformer.saved;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.verdict.transformer.ClassifierConfig;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * {@code verdict.json}: what makes a folder a Verdict model, and the fingerprints of its other files.
 *
 * <p>The dropout stands in {@code config.json}.
 *
 * @param files the model's files by name
 * @param reports names of further files that were written with the model and may be deleted
 */
record Manifest(
        List<String> labels,
        Pooling pooling,
        int maxLength,
        String backbone,
        long seed,
        Map<String, Double> metrics,
        Map<String, FileFingerprint> files,
        List<String> reports) {
    static final String NAME = "verdict.json";

    private static final String TASK = "text_classification";
    private static final int FORMAT_VERSION = 1;

    Manifest {
        labels = List.copyOf(labels);
        files = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(files));
        reports = List.copyOf(reports);
    }

    static Manifest of(
            ModelCard card, ClassifierConfig config, Map<String, FileFingerprint> files, List<String> reports) {
        return new Manifest(
                card.labels(),
                config.pooling(),
                card.maxLength(),
                card.backbone(),
                card.seed(),
                card.metrics(),
                files,
                reports);
    }

    void write(Path folder) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("format_version", FORMAT_VERSION);
        json.addProperty("task", TASK);
        json.add("labels", strings(labels));
        json.addProperty("pooling", pooling.id());
        json.addProperty("max_length", maxLength);
        json.addProperty("backbone", backbone);
        json.addProperty("seed", seed);
        JsonObject values = new JsonObject();
        metrics.forEach(values::addProperty);
        json.add("metrics", values);
        json.addProperty("huggingface", huggingFace());
        json.add("versions", versions());
        JsonObject fingerprints = new JsonObject();
        files.forEach((name, file) -> fingerprints.add(name, file.toJson()));
        json.add("files", fingerprints);
        json.add("reports", strings(reports));
        JsonFile.write(folder.resolve(NAME), json);
    }

    static Manifest read(Path folder) {
        return read(JsonFile.read(folder.resolve(NAME)));
    }

    static Manifest read(JsonFile json) {
        int version = json.integer("format_version");
        if (version != FORMAT_VERSION) {
            throw new VerdictException(json.source() + " has format_version " + version + ", this Verdict reads "
                    + FORMAT_VERSION + "; use the Verdict that wrote it or a newer one");
        }
        if (!json.string("task").equals(TASK)) {
            throw json.wrong("task", "\"" + TASK + "\"");
        }
        Map<String, FileFingerprint> files = new LinkedHashMap<>();
        JsonFile listed = json.object("files");
        for (String name : listed.json().keySet()) {
            files.put(name, FileFingerprint.fromJson(listed.object(name)));
        }
        return new Manifest(
                strings(json, "labels"),
                json.checked(() -> Pooling.fromId(json.string("pooling"))),
                json.integer("max_length"),
                json.string("backbone"),
                json.longInteger("seed"),
                json.object("metrics").decimals(),
                files,
                strings(json, "reports"));
    }

    private String huggingFace() {
        return pooling == Pooling.POOLER
                ? "transformers' BertForSequenceClassification gives the same logits"
                : "the head reads pooling \"" + pooling.id() + "\"; transformers' BertForSequenceClassification puts"
                        + " it on the pooler and gives other logits: compute it from BertModel's last_hidden_state";
    }

    private static JsonObject versions() {
        JsonObject versions = new JsonObject();
        Properties built = buildVersions();
        versions.addProperty("verdict", built.getProperty("verdict"));
        versions.addProperty("nd4j", built.getProperty("nd4j"));
        versions.addProperty("java", Runtime.version().toString());
        return versions;
    }

    private static Properties buildVersions() {
        Properties properties = new Properties();
        try (InputStream in = Manifest.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is not on the class path");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static JsonArray strings(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private static List<String> strings(JsonFile json, String field) {
        List<String> values = new ArrayList<>();
        for (JsonElement element : json.array(field)) {
            if (!element.isJsonPrimitive()) {
                throw json.wrong(field, "a list of texts");
            }
            values.add(element.getAsString());
        }
        return values;
    }
}
