package io.verdict.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verdict.transformer.Activation;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Encoder;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.ModelCard;
import io.verdict.transformer.saved.SafetensorsWriter;
import io.verdict.transformer.saved.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BackboneTest {
    private static final String MODEL = "torch2_opset17_sdpa_classifier.onnx";
    private static final String VOCABULARY = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ngreat\nfilm\n";
    private static final String CONFIG = """
            {"model_type": "bert", "vocab_size": 120, "hidden_size": 24, "num_hidden_layers": 2,
             "num_attention_heads": 3, "intermediate_size": 40, "max_position_embeddings": 48,
             "type_vocab_size": 2, "hidden_act": "gelu", "layer_norm_eps": 1e-12,
             "id2label": {"0": "a", "1": "b", "2": "c", "3": "d", "4": "e"}}
            """;

    @TempDir
    Path folder;

    @Test
    void opensTheEmbeddedDefault() {
        try (Backbone backbone = Backbone.open(Backbones.DEFAULT)) {
            assertThat(backbone.encoder().config())
                    .isEqualTo(new EncoderConfig(30522, 384, 6, 12, 1536, 512, 2, 1e-12, Activation.GELU, true));
            assertThat(backbone.encoder().parameters().size()).isEqualTo(22_713_216);
            assertThat(backbone.maxLength()).isEqualTo(512);
            assertThat(backbone.tokenizer().encode("great film").tokens())
                    .startsWith("[CLS]", "great", "film", "[SEP]");
        }
        assertThat(Backbones.all()).allMatch(Backbones.Embedded::isAvailable);
    }

    @Test
    void opensAFolder() throws IOException {
        Files.copy(Fixture.named(MODEL).path(), folder.resolve("model.onnx"));
        write("config.json", CONFIG);
        write("vocab.txt", VOCABULARY);
        write("tokenizer_config.json", "{\"model_max_length\": 32, \"do_lower_case\": true}");

        try (Backbone backbone = Backbone.open(folder.toString())) {
            assertThat(backbone.encoder().config())
                    .isEqualTo(Fixture.named(MODEL).config());
            assertThat(backbone.head().orElseThrow().labels()).containsExactly("a", "b", "c", "d", "e");
            assertThat(backbone.head().orElseThrow().pooling()).isEqualTo(Pooling.POOLER);
            assertThat(backbone.maxLength()).isEqualTo(32);
            assertThat(backbone.tokenizer().encode("Great film").tokens())
                    .containsExactly("[CLS]", "great", "film", "[SEP]");
        }
    }

    @Test
    void opensAFileInTheOnnxFolderOfAModel() throws IOException {
        Path onnx = Files.createDirectory(folder.resolve("onnx"));
        Path model = Files.copy(Fixture.named(MODEL).path(), onnx.resolve("model.onnx"));
        write("config.json", CONFIG);
        write("vocab.txt", VOCABULARY);

        for (Path path : List.of(folder, model)) {
            try (Backbone backbone = Backbone.open(path.toString())) {
                assertThat(backbone.head().orElseThrow().labels()).hasSize(5);
                assertThat(backbone.tokenizerJson()).isPresent();
                assertThat(backbone.maxLength()).isEqualTo(48);
            }
        }
    }

    @Test
    void aFileAloneHasNoTokenizer() throws IOException {
        Path model = Files.copy(Fixture.named(MODEL).path(), folder.resolve("tiny.onnx"));

        try (Backbone backbone = Backbone.open(model.toString())) {
            assertThat(backbone.head().orElseThrow().labels()).isEmpty();
            assertThatExceptionOfType(VerdictException.class)
                    .isThrownBy(backbone::tokenizer)
                    .withMessageContaining("There is no tokenizer beside " + model);
        }
    }

    @Test
    void contradictionsOfTheConfiguration() throws IOException {
        Files.copy(Fixture.named(MODEL).path(), folder.resolve("model.onnx"));
        write(
                "config.json",
                CONFIG.replace("\"num_attention_heads\": 3", "\"num_attention_heads\": 4")
                        .replace("1e-12", "1e-5")
                        .replace("\"gelu\"", "\"relu\""));

        fails(
                folder.toString(),
                "config.json contradicts",
                "num_attention_heads is 4, in the graph 3",
                "layer_norm_eps is 1.0E-5, in the graph 1.0E-12",
                "hidden_act is relu, in the graph gelu");
    }

    @Test
    void labelsThatDoNotFitTheHead() throws IOException {
        Files.copy(Fixture.named(MODEL).path(), folder.resolve("model.onnx"));
        write("config.json", CONFIG.replace(", \"4\": \"e\"", ""));

        fails(folder.toString(), "id2label must name the classes 0 to 4 of the model's head, but has [0, 1, 2, 3]");
    }

    @Test
    void damagedConfiguration() throws IOException {
        Files.copy(Fixture.named(MODEL).path(), folder.resolve("model.onnx"));
        write("config.json", "{\"vocab_size\": ");
        fails(folder.toString(), "config.json is no JSON");
        write("config.json", "[1]");
        fails(folder.toString(), "config.json is no JSON object");
        write("config.json", "{\"vocab_size\": \"many\"}");
        fails(folder.toString(), "vocab_size is \"many\", no number");
    }

    @Test
    void opensSafetensorsOfHuggingFace() throws IOException {
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        Fixture.named(MODEL).weights().forEach((name, tensor) -> {
            float[] numbers = new float[tensor.numbers().size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = tensor.numbers().get(i);
            }
            // As BertForSequenceClassification writes it, and layer norms as old checkpoints have them.
            String prefixed = name.startsWith("classifier.") ? name : "bert." + name;
            tensors.put(
                    prefixed.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"),
                    Nd4j.create(
                            numbers,
                            tensor.shape().stream().mapToLong(Long::longValue).toArray()));
        });
        SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors, Map.of());
        write("config.json", CONFIG);

        try (Backbone backbone = Backbone.open(folder.toString());
                ImportedModel sameModel = OnnxImporter.read(Fixture.named(MODEL).path())) {
            assertSame(backbone.encoder(), sameModel.encoder());
            assertThat(backbone.head().orElseThrow().weight())
                    .isEqualTo(sameModel.head().orElseThrow().weight());
            assertThat(backbone.report()).isEmpty();
        }

        write("config.json", CONFIG.replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1"));
        fails(folder.toString(), "do not fit", "unexpected", "encoder.layer.1.attention.self.query.weight");
        write("config.json", CONFIG.replace("\"bert\"", "\"roberta\""));
        fails(folder.toString(), "model_type is \"roberta\"; only \"bert\" can be read from safetensors");
        Files.delete(folder.resolve("config.json"));
        fails(folder.toString(), "There is no config.json beside");
    }

    @Test
    void opensAModelThatWasSaved() throws IOException {
        write("vocab.txt", VOCABULARY);
        Path saved = folder.resolve("saved");
        try (ImportedModel model = OnnxImporter.read(Fixture.named(MODEL).path())) {
            Classifier classifier = model.toClassifier();
            new SavedModel(
                            classifier,
                            io.verdict.tokenizer.Tokenizer.load(folder),
                            ModelCard.of(List.of("a", "b", "c", "d", "e"), 40, "tiny", Dropout.BERT, 1))
                    .save(saved, false);
            try (Backbone backbone = Backbone.open(saved.toString())) {
                assertSame(backbone.encoder(), model.encoder());
                assertThat(backbone.head().orElseThrow().labels()).hasSize(5);
                assertThat(backbone.maxLength()).isEqualTo(40);
            }
        }
    }

    @Test
    void trainsOnWithItsOwnHead() throws IOException {
        Files.copy(Fixture.named(MODEL).path(), folder.resolve("model.onnx"));
        write("config.json", CONFIG);

        try (Backbone backbone = Backbone.open(folder.toString());
                Backbone other = Backbone.open(folder.toString());
                Backbone third = Backbone.open(folder.toString())) {
            ClassifierHead head = third.head().orElseThrow();
            Classifier same = backbone.classifier(List.of("a", "b", "c", "d", "e"));
            assertThat(same.parameters().get(ParameterSpec.CLASSIFIER_WEIGHT)).isEqualTo(head.weight());
            assertThat(same.config().pooling()).isEqualTo(Pooling.POOLER);

            Classifier reordered = other.classifier(List.of("c", "a", "b", "e", "d"));
            int[] rows = {2, 0, 1, 4, 3};
            for (int row = 0; row < rows.length; row++) {
                assertThat(reordered
                                .parameters()
                                .get(ParameterSpec.CLASSIFIER_WEIGHT)
                                .getRow(row))
                        .isEqualTo(head.weight().getRow(rows[row]));
                assertThat(reordered
                                .parameters()
                                .get(ParameterSpec.CLASSIFIER_BIAS)
                                .getFloat(row))
                        .isEqualTo(head.bias().getFloat(rows[row]));
            }

            assertThatExceptionOfType(VerdictException.class)
                    .isThrownBy(() -> third.classifier(List.of("a", "b", "c", "d", "f")))
                    .withMessageContainingAll("it does not know [f]", "the data lacks [e]");
        }
        try (Backbone headless = Backbone.open(Backbones.DEFAULT)) {
            assertThatExceptionOfType(VerdictException.class)
                    .isThrownBy(() -> headless.classifier(List.of("a", "b")))
                    .withMessageContaining("has no classification head of its own");
        }
    }

    @Test
    void classesWithoutNamesAreNumbers() throws IOException {
        Path model = Files.copy(Fixture.named(MODEL).path(), folder.resolve("model.onnx"));
        for (String names : List.of(
                "",
                ", \"id2label\": {\"0\": \"LABEL_0\", \"1\": \"LABEL_1\","
                        + " \"2\": \"LABEL_2\", \"3\": \"LABEL_3\", \"4\": \"LABEL_4\"}")) {
            write("config.json", CONFIG.replaceAll("(?s),\\s*\"id2label\": \\{.*?}", names));
            try (Backbone backbone = Backbone.open(model.toString())) {
                assertThat(backbone.classifier(List.of("0", "1", "2", "3", "4"))
                                .parameters()
                                .get(ParameterSpec.CLASSIFIER_BIAS))
                        .isEqualTo(backbone.head().orElseThrow().bias());
            }
        }
    }

    @Test
    void namesWhatThereIs() {
        fails(
                "bert-huge",
                "\"bert-huge\" is no embedded backbone, no folder and no file",
                "embedded: " + Backbones.DEFAULT);
        fails(folder.toString(), "has no model.onnx and no onnx/model.onnx and no model.safetensors");
    }

    @Test
    void doesNotChooseBetweenModels() throws IOException {
        write("a.onnx", "");
        write("b.onnx", "");

        fails(folder.toString(), "but 2 other ONNX files; name one", "a.onnx", "b.onnx");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static void assertSame(Encoder actual, Encoder expected) {
        for (ParameterSpec spec : ParameterSpec.encoder(expected.config())) {
            assertThat(actual.parameters().get(spec.name()))
                    .as(spec.name())
                    .isEqualTo(expected.parameters().get(spec.name()));
        }
        assertThat(actual.config()).isEqualTo(expected.config());
    }

    private static void fails(String nameOrPath, String... parts) {
        assertThatExceptionOfType(VerdictException.class)
                .isThrownBy(() -> Backbone.open(nameOrPath))
                .withMessageContainingAll(parts);
    }
}
