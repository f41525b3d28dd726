package io.verdict.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.export.SmallModels;
import io.verdict.export.engine.OnnxRuntimeEngine;
import io.verdict.transformer.Activation;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierEngine;
import io.verdict.transformer.LogitsEngine;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxFileTest {
    /** Two layers of float32 sums in another order. */
    private static final float ROUNDING = 2e-5f;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void onnxRuntimeGivesTheSameLogitsForMixedLengths(Pooling pooling) throws IOException {
        requireEqual(SmallModels.classifier(pooling, Activation.GELU, 3));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void everyActivationIsWritten(Activation activation) throws IOException {
        requireEqual(SmallModels.classifier(Pooling.CLS, activation, 4));
    }

    @Test
    void theGraphIsStandard() throws IOException {
        Onnx.ModelProto model = write(SmallModels.classifier(Pooling.MEAN, Activation.GELU, 5));
        assertThat(model.getOpsetImportList())
                .singleElement()
                .satisfies(opset -> assertThat(opset.getVersion()).isEqualTo(17))
                .satisfies(opset -> assertThat(opset.getDomain()).isEmpty());
        Set<String> operators = model.getGraph().getNodeList().stream()
                .map(Onnx.NodeProto::getOpType)
                .collect(Collectors.toSet());
        assertThat(operators).contains("LayerNormalization", "Erf").doesNotContain("Gelu", "Attention");
        assertThat(model.getGraph().getInputList())
                .extracting(Onnx.ValueInfoProto::getName)
                .containsExactly("input_ids", "attention_mask", "token_type_ids");
        assertThat(model.getGraph().getInitializerList())
                .extracting(Onnx.TensorProto::getName)
                .contains("bert.encoder.layer.1.attention.self.query.weight", "classifier.bias")
                .doesNotHaveDuplicates();
        List<String> values = Stream.concat(
                        model.getGraph().getInitializerList().stream().map(Onnx.TensorProto::getName),
                        model.getGraph().getNodeList().stream().map(node -> node.getOutput(0)))
                .toList();
        assertThat(values).doesNotHaveDuplicates();
    }

    private Onnx.ModelProto write(Classifier classifier) throws IOException {
        try (classifier) {
            Path file = folder.resolve("model.onnx");
            OnnxFile.write(classifier, file);
            return Onnx.ModelProto.parseFrom(Files.readAllBytes(file));
        }
    }

    private void requireEqual(Classifier classifier) throws IOException {
        PackedBatch batch = SmallModels.batch(7, 5, 1, 32, 17, 2);
        Path file = folder.resolve("model.onnx");
        OnnxFile.write(classifier, file);
        try (classifier;
                LogitsEngine own = new ClassifierEngine(classifier);
                LogitsEngine other = OnnxRuntimeEngine.open(file)) {
            float[][] expected = own.logits(batch);
            float[][] logits = other.logits(batch);
            for (int text = 0; text < expected.length; text++) {
                assertThat(logits[text]).as("text %d", text).containsExactly(expected[text], within(ROUNDING));
            }
        }
    }
}
