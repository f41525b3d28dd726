package io.verdict.onnx;

import static io.verdict.onnx.Mutations.newNode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verdict.transformer.VerdictException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import onnx.Onnx;
import org.junit.jupiter.api.Test;

class RemainderTest {
    private static final String MODEL = "torch2_opset14.onnx";

    @Test
    void nothingRemainsOfAPlainExport() {
        assertThat(analysis(graph -> {}).remainder()).isEmpty();
    }

    @Test
    void whatFollowsTheEncoderRemains() {
        Analysis analysis = analysis(
                graph -> graph.addNode(newNode("Relu", "y", "pooler_output")).addOutput(Mutations.output("y")));

        assertThat(analysis.remainder().orElseThrow().inputs().values()).containsExactly(Tail.Input.POOLER_OUTPUT);
        assertThat(analysis.report().remaining()).containsOnlyKeys("Relu");
        assertThat(analysis.report().outputs())
                .extracting(ImportReport.Port::role)
                .containsExactly("last hidden state", "pooler output", "by the remaining nodes");
    }

    @Test
    void innerHiddenStatesAreNotToBeHad() {
        Consumer<Onnx.GraphProto.Builder> change = graph -> {
            // The first MatMul reads the embeddings.
            String embedded = Mutations.node(graph, "MatMul").getInput(0);
            graph.addNode(newNode("Relu", "y", embedded)).addOutput(Mutations.output("y"));
        };

        assertThatExceptionOfType(VerdictException.class)
                .isThrownBy(() -> analysis(change))
                .withMessageContainingAll("node Relu \"test_y\" (opset 14)", "which is not the last layer's");
    }

    @Test
    void attentionThatNoFusionKnowsIsAnError() {
        // Something is added to the scores of the second layer alone.
        Consumer<Onnx.GraphProto.Builder> change = graph -> {
            Onnx.NodeProto.Builder softmax = graph.getNodeBuilderList().stream()
                    .filter(node -> node.getOpType().equals("Softmax"))
                    .skip(1)
                    .findFirst()
                    .orElseThrow();
            String scores = softmax.getInput(0);
            softmax.setInput(0, "shifted");
            graph.addNode(newNode("Add", "shifted", scores, "three"))
                    .addInitializer(Mutations.floats("three", new long[0], 3));
        };

        assertThatExceptionOfType(VerdictException.class)
                .isThrownBy(() -> analysis(change))
                .withMessageContainingAll(
                        "node Softmax", "it looks like an attention that was not recognised", "it adds 3.0 to scores");
    }

    private static Analysis analysis(Consumer<Onnx.GraphProto.Builder> change) {
        return Analysis.of(OnnxFile.parse("m.onnx", null, ByteBuffer.wrap(Mutations.graph(MODEL, change))));
    }
}
