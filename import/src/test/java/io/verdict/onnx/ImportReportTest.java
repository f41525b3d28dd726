package io.verdict.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import onnx.Onnx;
import org.junit.jupiter.api.Test;

class ImportReportTest {
    @Test
    void saysWhatWasFound() {
        ImportReport report = OnnxImporter.inspect(
                Fixture.named("torch2_opset17_sdpa_classifier.onnx").path());

        assertThat(report.producer()).isEqualTo("pytorch 2.7.1");
        assertThat(report.opset()).isEqualTo(17);
        assertThat(report.operators()).containsEntry("LayerNormalization", 5).containsEntry("Gemm", 2);
        // Four layer norms in the layers and one before; six linear layers each, pooler and head.
        assertThat(report.fusions())
                .containsEntry("layer norm", 5)
                .containsEntry("linear", 14)
                .containsEntry("activation", 3)
                .containsEntry("self-attention", 2);
        assertThat(report.inputs())
                .containsExactly(
                        new ImportReport.Port("input_ids", "token ids"),
                        new ImportReport.Port("attention_mask", "attention mask"),
                        new ImportReport.Port("token_type_ids", "type ids"));
        assertThat(report.outputs()).containsExactly(new ImportReport.Port("logits", "logits"));
        assertThat(report.classes()).contains(5);
        assertThat(report.found()).hasSize(41);
        assertThat(report.remaining()).isEmpty();
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void printsLines() {
        String text = OnnxImporter.inspect(Fixture.named("torch2_opset14.onnx").path())
                .toText();

        assertThat(text.lines())
                .contains(
                        "Producer     pytorch 2.7.1, opset 14",
                        "Inputs       input_ids: token ids",
                        "             attention_mask: attention mask",
                        "Encoder      2 layers, hidden 24, 3 heads, intermediate 40, gelu, layer norm epsilon 1.0E-12",
                        "             vocabulary 120, positions 48, token types 2, with pooler",
                        "Head         none",
                        "Fusions      layer norm 5, linear 13, activation 3, self-attention 2",
                        "Parameters   39, 13,688 numbers")
                .anyMatch(line -> line.matches(
                        "  encoder\\.layer\\.1\\.output\\.dense\\.weight +\\[24, 40] +float +onnx::MatMul_\\d+"));
    }

    @Test
    void findsInputsByWhatTheyDo() {
        ImportReport report = OnnxImporter.inspect(
                Fixture.named("torch2_opset14_renamed_inputs.onnx").path());

        assertThat(report.inputs())
                .containsExactly(
                        new ImportReport.Port("tokens", "token ids"),
                        new ImportReport.Port("mask", "attention mask"),
                        new ImportReport.Port("segments", "type ids"));
    }

    @Test
    void notesWhatAGraphDoesNotTake() {
        ImportReport report = OnnxImporter.inspect(
                Fixture.named("torch2_opset14_only_input_ids.onnx").path());

        assertThat(report.notes())
                .containsExactly(
                        "The graph takes no token types: every token is of type 0",
                        "The graph takes no attention mask: every token is attended to");
    }

    @Test
    void listsTensorsThatNothingUses() {
        byte[] model = Mutations.graph(
                "torch2_opset17.onnx",
                graph -> graph.addInitializer(Mutations.floats("spare", new long[] {3}, 1, 2, 3)));

        ImportReport report =
                Analysis.of(OnnxFile.parse("m", null, ByteBuffer.wrap(model))).report();

        assertThat(report.difference().unexpected()).containsExactly("spare [3]");
        assertThat(report.toText().lines()).contains("Unused tensors", "  spare [3]");
    }

    @Test
    void listsParametersOfAnotherShape() {
        // A wider feed-forward network in layer 1 than in layer 0.
        byte[] model = Mutations.graph("torch2_opset17.onnx", graph -> {
            String bias = "encoder.layer.1.intermediate.dense.bias";
            Mutations.initializer(graph, bias).setDims(0, 44).setRawData(Mutations.zeros(44 * 4));
            graph.getInitializerBuilderList().stream()
                    .filter(tensor -> tensor.getDimsList().equals(List.of(24L, 40L)))
                    .skip(1)
                    .forEach(tensor -> tensor.setDims(1, 44).setRawData(Mutations.zeros(24 * 44 * 4)));
            graph.getInitializerBuilderList().stream()
                    .filter(tensor -> tensor.getDimsList().equals(List.of(40L, 24L)))
                    .skip(1)
                    .forEach(tensor -> tensor.setDims(0, 44).setRawData(Mutations.zeros(24 * 44 * 4)));
        });

        ImportReport report =
                Analysis.of(OnnxFile.parse("m", null, ByteBuffer.wrap(model))).report();

        assertThat(report.difference().misshaped())
                .contains("encoder.layer.1.intermediate.dense.weight is [44, 24], expected [40, 24]")
                .hasSize(3);
    }

    @Test
    void aMissingBiasIsZero() {
        byte[] model = Mutations.graph("torch2_opset17.onnx", graph -> {
            Onnx.NodeProto.Builder pooler = Mutations.node(graph, "Gemm");
            List<String> inputs = List.copyOf(pooler.getInputList().subList(0, 2));
            pooler.clearInput().addAllInput(inputs);
        });

        ImportReport report =
                Analysis.of(OnnxFile.parse("m", null, ByteBuffer.wrap(model))).report();

        assertThat(report.notes()).containsExactly("The file adds no bias after pooler.dense: zeros stand for it");
    }
}
