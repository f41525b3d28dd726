package io.verdict.transformer.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.transformer.ClassifierSession;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Loss;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.Targets;
import io.verdict.transformer.Trainable;
import io.verdict.transformer.TrainingOptions;
import io.verdict.transformer.TrainingSession;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedModelTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path parent;

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void loadsWhatWasSaved(Pooling pooling) {
        Path folder = parent.resolve("a model");
        SavedModel model = TinyModel.create(pooling, pooling != Pooling.CLS, 1);
        SavedModel measured = new SavedModel(
                model.classifier(), model.tokenizer(), model.card().withMetrics(Map.of("test_accuracy", 0.75)));
        measured.save(folder, false);
        SavedModel loaded = SavedModel.load(folder);
        assertThat(loaded.card()).isEqualTo(measured.card());
        assertThat(loaded.card().dropout()).isEqualTo(new Dropout(0.1, 0.2, 0.3));
        assertThat(loaded.classifier().config()).isEqualTo(model.classifier().config());
        assertThat(logits(loaded)).isDeepEqualTo(logits(model));
        assertThat(loaded.tokenizer().encodeIds("A GREAT film")).containsExactly(2, 5, 6, 7, 3);
        assertThat(names(parent)).as("nothing else is left").containsExactly("a model");
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void savesTheSameBytesAgain(Pooling pooling) throws IOException {
        Path first = parent.resolve("first");
        Path second = parent.resolve("second");
        TinyModel.create(pooling, pooling == Pooling.POOLER, 1).save(first, false);
        SavedModel.load(first).save(second, false);
        for (String name : names(first)) {
            assertThat(second.resolve(name)).as(name).hasSameBinaryContentAs(first.resolve(name));
        }
    }

    /** Training goes on from a loaded model exactly as from the one that was saved. */
    @Test
    void trainsOnAfterLoading() {
        Path folder = parent.resolve("model");
        SavedModel model = TinyModel.create(Pooling.MEAN, false, 1);
        model.save(folder, false);
        SavedModel loaded = SavedModel.load(folder);
        float[][] before = logits(model);
        train(model);
        train(loaded);
        assertThat(java.util.Arrays.deepEquals(logits(model), before)).isFalse();
        assertThat(logits(loaded)).isDeepEqualTo(logits(model));
        loaded.save(folder, true);
        assertThat(logits(SavedModel.load(folder))).isDeepEqualTo(logits(model));
    }

    @Test
    void recordsVersions() {
        Path folder = parent.resolve("model");
        TinyModel.create(Pooling.MEAN, false, 1).save(folder, false);
        JsonFile versions = JsonFile.read(folder.resolve("verdict.json")).object("versions");
        assertThat(versions.string("verdict")).matches("\\d+\\.\\d+.*");
        assertThat(versions.string("nd4j")).matches("\\d+\\.\\d+.*");
    }

    @Test
    void writesHuggingFaceNames() throws IOException {
        Path folder = parent.resolve("model");
        TinyModel.create(Pooling.POOLER, true, 1).save(folder, false);
        assertThat(names(folder))
                .containsExactly(
                        "config.json",
                        "model.safetensors",
                        "special_tokens_map.json",
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "verdict.json");
        JsonObject config = JsonFile.read(folder.resolve("config.json")).json();
        assertThat(config.get("architectures").toString()).isEqualTo("[\"BertForSequenceClassification\"]");
        assertThat(config.get("id2label").toString()).isEqualTo("{\"0\":\"negative\",\"1\":\"positive\"}");
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            assertThat(file.names())
                    .contains("bert.embeddings.word_embeddings.weight", "bert.pooler.dense.bias", "classifier.weight");
            assertThat(file.metadata()).containsEntry("format", "pt");
        }
        assertThat(Tokenizer.load(folder).encodeIds("film")).containsExactly(2, 7, 3);
    }

    @Test
    void namesNoClassOfHuggingFaceWhoseLogitsDiffer() {
        Path folder = parent.resolve("model");
        TinyModel.create(Pooling.MEAN, true, 1).save(folder, false);
        assertThat(JsonFile.read(folder.resolve("config.json"))
                        .array("architectures")
                        .toString())
                .isEqualTo("[\"BertModel\"]");
        assertThat(JsonFile.read(folder.resolve("verdict.json")).string("huggingface"))
                .contains("gives other logits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "model.safetensors",
                "special_tokens_map.json",
                "tokenizer.json",
                "tokenizer_config.json"
            })
    void namesAFileThatIsMissingTruncatedOrAltered(String name) throws IOException {
        Path folder = parent.resolve("model");
        TinyModel.create(Pooling.MEAN, false, 1).save(folder, false);
        Path file = folder.resolve(name);
        byte[] saved = Files.readAllBytes(file);

        Files.delete(file);
        assertFails(folder, file + " is missing");
        Files.write(file, java.util.Arrays.copyOf(saved, saved.length - 1));
        assertFails(
                folder,
                file + " has " + (saved.length - 1) + " bytes, but " + saved.length + " were saved: it is"
                        + " truncated");
        Files.write(file, java.util.Arrays.copyOf(saved, saved.length + 1));
        assertFails(folder, "it is altered");
        byte[] altered = saved.clone();
        altered[saved.length / 2] ^= 1;
        Files.write(file, altered);
        assertFails(folder, file + " was altered after it was saved");
        Files.write(file, saved);
        SavedModel.load(folder).classifier().close();
    }

    @Test
    void namesADamagedVerdictJson() throws IOException {
        Path folder = parent.resolve("model");
        TinyModel.create(Pooling.MEAN, false, 1).save(folder, false);
        Path file = folder.resolve("verdict.json");
        String saved = Files.readString(file);

        Files.writeString(file, saved.substring(0, saved.length() / 2));
        assertFails(folder, file + " is not valid JSON");
        Files.writeString(file, saved.replace("\"format_version\": 1", "\"format_version\": 99"));
        assertFails(folder, file + " has format_version 99");
        Files.writeString(file, saved.replace("\"positive\"", "\"good\""));
        assertFails(folder, "names the labels [negative, positive], verdict.json names [negative, good]");
        Files.writeString(file, saved.replace("\"max_length\": 16", "\"max_length\": \"many\""));
        assertFails(folder, file + ": \"max_length\" must be a whole number, but is \"many\"");
        Files.writeString(file, saved.replace("\"max_length\": 16", "\"max_length\": 25"));
        assertFails(folder, file + ": max_length is 25, but the encoder has positions for 24 tokens only");
        Files.writeString(file, saved.replace("\"mean\"", "\"median\""));
        assertFails(folder, file + ": Unknown pooling \"median\"; supported: pooler, cls, mean");
        Files.writeString(file, saved.replace("\"labels\"", "\"names\""));
        assertFails(folder, file + ": \"labels\" must be a list, but is missing");
        Files.writeString(file, saved.replace("\"tokenizer.json\"", "\"other.json\""));
        assertFails(folder, file + " lists no tokenizer.json: it is damaged");
        Files.delete(file);
        assertFails(folder, folder + " is no saved model: it has no verdict.json");
        assertFails(parent.resolve("nowhere"), "is not a folder");
    }

    @Test
    void leavesAnOccupiedFolderAlone() throws IOException {
        SavedModel model = TinyModel.create(Pooling.MEAN, false, 1);
        Path folder = Files.createDirectory(parent.resolve("thesis"));
        model.save(folder, false);
        assertThatThrownBy(() -> model.save(folder, false)).hasMessageContaining("holds a model already");

        Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> model.save(folder, true))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("also holds [notes.txt]");
        Files.delete(folder.resolve("verdict.json"));
        assertThatThrownBy(() -> model.save(folder, true)).hasMessageContaining("is no Verdict model");
        assertThat(notes).hasContent("mine");
    }

    @Test
    void overwritesAModelWithItsReports() {
        Path folder = parent.resolve("model");
        TinyModel.create(Pooling.MEAN, false, 1)
                .save(folder, false, fresh -> Files.writeString(fresh.resolve("history.csv"), "epoch"));
        SavedModel other = TinyModel.create(Pooling.CLS, false, 2);
        other.save(folder, true);
        assertThat(logits(SavedModel.load(folder))).isDeepEqualTo(logits(other));
        assertThat(names(folder)).doesNotContain("history.csv");
        assertThat(names(parent)).containsExactly("model");
    }

    @Test
    void keepsTheOldModelWhenWritingFails() {
        Path folder = parent.resolve("model");
        SavedModel model = TinyModel.create(Pooling.MEAN, false, 1);
        model.save(folder, false);
        assertThatThrownBy(() -> TinyModel.create(Pooling.MEAN, false, 2).save(folder, true, fresh -> {
                    throw new IOException("disk full");
                }))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining(folder + " cannot be written: IOException disk full");
        assertThat(logits(SavedModel.load(folder))).isDeepEqualTo(logits(model));
        assertThat(names(parent)).containsExactly("model");
    }

    @Test
    void refusesPartsThatDoNotFit() {
        SavedModel model = TinyModel.create(Pooling.MEAN, false, 1);
        ModelCard card = model.card();
        assertThatThrownBy(() -> new SavedModel(
                        model.classifier(),
                        model.tokenizer(),
                        new ModelCard(card.labels(), false, 25, "", Dropout.NONE, 0, Map.of())))
                .hasMessageContaining("max_length is 25, but the encoder has positions for 24 tokens");
        assertThatThrownBy(() -> new SavedModel(
                        model.classifier(),
                        model.tokenizer(),
                        new ModelCard(List.of("one"), false, 16, "", Dropout.NONE, 0, Map.of())))
                .hasMessageContaining("2 classes, but 1 labels");
        assertThatThrownBy(() -> card.withMetrics(Map.of("loss", Double.NaN))).hasMessageContaining("loss is NaN");
    }

    /** A file that was altered together with its fingerprint is still checked against the other files. */
    @Test
    void namesATensorOfAnotherShape() throws IOException {
        Path folder = parent.resolve("model");
        TinyModel.create(Pooling.MEAN, false, 1).save(folder, false);
        Path config = folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"vocab_size\": 11", "\"vocab_size\": 12"));
        refreshFingerprint(folder, "config.json");
        assertFails(
                folder, "bert.embeddings.word_embeddings.weight has the shape [11, 32], by config.json it is [12, 32]");
    }

    @Test
    void namesLabelsThatDoNotFitTheHead() throws IOException {
        Path folder = parent.resolve("model");
        TinyModel.create(Pooling.MEAN, false, 1).save(folder, false);
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config).replace("\"1\": \"positive\"", "\"1\": \"positive\", \"2\": \"neutral\""));
        refreshFingerprint(folder, "config.json");
        Path verdict = folder.resolve("verdict.json");
        Files.writeString(verdict, Files.readString(verdict).replace("\"positive\"", "\"positive\", \"neutral\""));
        assertFails(
                folder,
                folder.resolve("model.safetensors") + ": classifier.weight has the shape [2, 32], by config.json it"
                        + " is [3, 32]; copy or save the model again");
    }

    @Test
    void namesAConfigThatAsksForAnotherActivation() throws IOException {
        Path folder = parent.resolve("model");
        TinyModel.create(Pooling.MEAN, false, 1).save(folder, false);
        Path config = folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"gelu\"", "\"swish\""));
        refreshFingerprint(folder, "config.json");
        assertFails(folder, config + ": Unknown hidden_act \"swish\"");
    }

    @Test
    void keepsWhetherATextHasSeveralLabelsAsHuggingFacesProblemType() throws IOException {
        Path folder = parent.resolve("model");
        SavedModel single = TinyModel.create(Pooling.MEAN, false, 1);
        single.save(folder, false);
        assertThat(Files.readString(folder.resolve("config.json")))
                .contains("\"problem_type\": \"single_label_classification\"");
        assertThat(SavedModel.load(folder).card().multiLabel()).isFalse();
        new SavedModel(single.classifier(), single.tokenizer(), single.card().withMultiLabel(true)).save(folder, true);
        Path config = folder.resolve("config.json");
        assertThat(Files.readString(config)).contains("\"problem_type\": \"multi_label_classification\"");
        assertThat(SavedModel.load(folder).card().multiLabel()).isTrue();
        Files.writeString(config, Files.readString(config).replace("multi_label_classification", "regression"));
        refreshFingerprint(folder, "config.json");
        assertFails(folder, "single_label_classification\" or \"multi_label_classification");
    }

    /** A few steps of plain gradient descent. */
    private static void train(SavedModel model) {
        TrainingOptions options =
                new TrainingOptions(Trainable.everything(), model.card().dropout(), Loss.CROSS_ENTROPY);
        try (TrainingSession session = model.classifier().openTraining(options)) {
            for (int step = 0; step < 3; step++) {
                session.step(TinyModel.batch(), new Targets.Classes(List.of(0, 1)), 5, step);
                session.trainable()
                        .forEach(name -> model.classifier()
                                .parameters()
                                .get(name)
                                .subi(session.gradient(name).mul(0.1)));
            }
        }
    }

    private static void refreshFingerprint(Path folder, String name) throws IOException {
        JsonFile verdict = JsonFile.read(folder.resolve("verdict.json"));
        verdict.json()
                .getAsJsonObject("files")
                .add(name, FileFingerprint.of(folder.resolve(name)).toJson());
        Files.delete(folder.resolve("verdict.json"));
        JsonFile.write(folder.resolve("verdict.json"), verdict.json());
    }

    private static float[][] logits(SavedModel model) {
        try (ClassifierSession session = model.classifier().openSession()) {
            return session.logits(TinyModel.batch());
        }
    }

    private static void assertFails(Path folder, String message) {
        assertThatThrownBy(() -> SavedModel.load(folder))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining(message);
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
