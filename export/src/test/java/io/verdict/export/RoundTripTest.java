package io.verdict.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.export.onnx.OnnxFile;
import io.verdict.onnx.ImportedModel;
import io.verdict.onnx.OnnxImporter;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.Trainer;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierEngine;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.saved.SavedModel;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was exported to ONNX comes in again through Verdict's importer, as the same classifier, and trains on. */
class RoundTripTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void anExportedModelImportsAndTrainsOn(Pooling pooling) throws IOException {
        Path file = folder.resolve("model.onnx");
        PackedBatch batch = SmallModels.batch(3, 7, 1, 20);
        SavedModel saved = SmallModels.model(pooling, false, 6);
        OnnxFile.write(saved.classifier(), file);
        ImportedModel imported = OnnxImporter.read(file);
        assertThat(imported.tail()).isEmpty();
        Classifier classifier = imported.toClassifier();
        assertThat(classifier.config()).isEqualTo(saved.classifier().config());
        try (Classifier original = saved.classifier();
                ClassifierEngine expected = new ClassifierEngine(original);
                ClassifierEngine engine = new ClassifierEngine(classifier)) {
            float[][] logits = engine.logits(batch);
            float[][] before = expected.logits(batch);
            for (int text = 0; text < logits.length; text++) {
                assertThat(logits[text]).containsExactly(before[text], within(1e-6f));
            }
        }
        trainsOn(classifier, saved.tokenizer());
    }

    /** The sum of all rows, padding included, divided by the number of kept ones: close to a mean, and none. */
    @Test
    void aMeanThatIgnoresTheMaskIsNoHead() throws IOException {
        Path file = folder.resolve("model.onnx");
        SavedModel saved = SmallModels.model(Pooling.MEAN, false, 6);
        OnnxFile.write(saved.classifier(), file);
        saved.classifier().close();
        assertThat(OnnxImporter.inspect(file).classes()).hasValue(SmallModels.LABELS.size());
        Onnx.ModelProto.Builder model = Onnx.ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        String ones = "ones";
        model
                .getGraphBuilder()
                .addInitializer(Onnx.TensorProto.newBuilder()
                        .setName(ones)
                        .setDataType(Onnx.TensorProto.DataType.FLOAT.getNumber())
                        .addFloatData(1))
                .getNodeBuilderList()
                .stream()
                .filter(node -> node.getName().equals("pooling.rows"))
                .forEach(node -> node.setInput(1, ones));
        Files.write(file, model.build().toByteArray());
        assertThat(OnnxImporter.inspect(file).classes()).isEmpty();
    }

    private static void trainsOn(Classifier classifier, Tokenizer tokenizer) {
        List<String> texts = List.of("bad", "very bad", "great", "a great film");
        List<String> labels = List.of("bad", "bad", "good", "good");
        try (TextClassifier model =
                new TextClassifier(classifier, tokenizer, Labels.of(SmallModels.LABELS), SmallModels.MAX_LENGTH)) {
            TextClassificationData data = TextClassificationData.fromLists()
                    .train(texts, labels)
                    .labels(model.labels())
                    .load();
            new Trainer(TrainerOptions.builder()
                            .maxEpochs(40)
                            .batchSize(4)
                            .learningRate(5e-3)
                            .build())
                    .finetune(model, data, Strategy.NO_FREEZE);
            assertThat(model.predict(texts)).extracting(Prediction::label).containsExactlyElementsOf(labels);
        }
    }
}
