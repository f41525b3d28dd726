package io.verdict.onnx;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verdict.transformer.VerdictException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no model, or a damaged or hostile one: each error says what is wrong and where. */
class HostileFileTest {
    private static final String MODEL = "torch2_opset17.onnx";
    private static final String TABLE = "embeddings.position_embeddings.weight";

    @TempDir
    Path folder;

    @Test
    void missing() {
        fails(folder.resolve("nowhere.onnx"), "There is no file", "nowhere.onnx");
    }

    @Test
    void aFolder() {
        fails(folder, "is a folder; expected an ONNX file");
    }

    @Test
    void empty() {
        fails(new byte[0], "m.onnx is empty");
    }

    @Test
    void truncated() {
        byte[] model = Fixture.named(MODEL).bytes();
        for (double share : List.of(0.01, 0.3, 0.9, 0.9999)) {
            fails(Arrays.copyOf(model, (int) (share * model.length)), "is no ONNX model, or is truncated or corrupt");
        }
    }

    @Test
    void otherFormats() {
        failsOnText("{\"hidden_size\": 384}", "it looks like a text file");
        failsOnText("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "git lfs pull");
        failsOnText("PK\u0003\u0004 archive/data.pkl", "it looks like a zip archive or a PyTorch checkpoint");
        failsOnText("\u0010\u0001\0\0\0\0\0\0{\"embeddings\":{}}", "it looks like a safetensors file");
        failsOnText("\u0089HDF\r\n", "it looks like an HDF5 file");
    }

    @Test
    void noOperatorSet() {
        fails(Mutations.model(MODEL, Onnx.ModelProto.Builder::clearOpsetImport), "it has no operator set");
    }

    @Test
    void operatorSetsOutOfRange() {
        for (long opset : List.of(6L, 99L)) {
            fails(
                    Mutations.model(
                            MODEL, model -> model.getOpsetImportBuilder(0).setVersion(opset)),
                    "it uses ONNX opset " + opset + "; supported are 11 to 22");
        }
    }

    @Test
    void noNodes() {
        failsOnGraph(Onnx.GraphProto.Builder::clearNode, "its output \"last_hidden_state\" is computed by no node");
    }

    @Test
    void cycle() {
        failsOnGraph(
                graph -> {
                    Onnx.NodeProto.Builder first = Mutations.node(graph, "MatMul");
                    Onnx.NodeProto.Builder softmax = Mutations.node(graph, "Softmax");
                    first.setInput(0, softmax.getOutput(0));
                },
                "needs its own output: the graph has a cycle",
                "node ");
    }

    @Test
    void selfLoop() {
        failsOnGraph(
                graph -> {
                    Onnx.NodeProto.Builder node = Mutations.node(graph, "Softmax");
                    node.setInput(0, node.getOutput(0));
                },
                "node Softmax",
                "the graph has a cycle");
    }

    @Test
    void missingInitializer() {
        failsOnGraph(
                graph -> Mutations.initializer(graph, TABLE).setName("another"),
                "reads \"" + TABLE + "\", which is no input, no initializer and no other node's output");
    }

    @Test
    void oneNameTwice() {
        failsOnGraph(
                graph ->
                        graph.addInitializer(Mutations.initializer(graph, TABLE).build()),
                "the value \"" + TABLE + "\" is both an initializer and an initializer");
        failsOnGraph(
                graph -> graph.addNode(Mutations.node(graph, "Softmax").build()),
                "is both the output of node Softmax",
                "every value has one origin");
    }

    @Test
    void absurdShapes() {
        failsOnShape("with a negative dimension", -48, 24);
        failsOnShape("which no memory can hold", Long.MAX_VALUE, 24);
        failsOnShape("more than 2 GiB", 1L << 40, 24);
        failsOnShape("which needs 4512 bytes, but there are 4608", 47, 24);
        failsOnShape("which needs 4 bytes, but there are 4608");
    }

    @Test
    void inputsOfAbsurdSizes() {
        failsOnGraph(
                graph -> graph.getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilder(1)
                        .setDimValue(1L << 60),
                "its input \"input_ids\" has the shape",
                "which no batch of texts has");
    }

    @Test
    void typesWithoutNumbers() {
        failsOnGraph(graph -> Mutations.initializer(graph, TABLE).setDataType(8), "has the data type STRING");
        failsOnGraph(graph -> Mutations.initializer(graph, TABLE).setDataType(77), "has the data type number 77");
    }

    @Test
    void integersWhereParametersBelong() {
        failsOnGraph(
                graph -> Mutations.initializer(graph, TABLE).setDataType(6),
                "no BERT embeddings were found: what it normalizes is not a sum of word, position and token type");
    }

    @Test
    void quantized() {
        fails(
                Fixture.named("torch2_opset14_int8.onnx").bytes(),
                "node DequantizeLinear",
                "(opset 14) cannot be imported: this operator is not supported",
                "the model is quantized; export it in float32 or float16",
                "Supported are exports of BERT encoders in ONNX opset 11 to 22",
                "LayerNormalization");
    }

    @Test
    void optimizedByOnnxRuntime() {
        fails(
                Fixture.named("torch2_opset14_fused.onnx").bytes(),
                "com.microsoft.",
                "cannot be imported: this operator is not supported (ONNX Runtime's optimizer made it",
                "Supported are");
    }

    @Test
    void unknownOperator() {
        failsOnGraph(
                graph -> Mutations.node(graph, "Erf").setOpType("Mystery").setName("mid"),
                "node Mystery \"mid\" (opset 17) cannot be imported: this operator is not supported",
                "Supported are");
    }

    @Test
    void otherAttentionScale() {
        failsOnGraph(
                graph -> {
                    Onnx.NodeProto.Builder softmax = Mutations.node(graph, "Softmax");
                    String scores = softmax.getInput(0);
                    softmax.setInput(0, "doubled");
                    graph.addNode(Mutations.newNode("Mul", "doubled", scores, "two"));
                    graph.addInitializer(Mutations.floats("two", new long[0], 2));
                },
                "encoder layer 0 was not recognised",
                "no self-attention at node",
                "its scores are scaled by");
    }

    @Test
    void otherActivation() {
        failsOnGraph(
                graph -> graph.getNodeBuilderList().stream()
                        .filter(node -> node.getOpType().equals("Erf"))
                        .forEach(node -> node.setOpType("Sigmoid")),
                "encoder layer 0 was not recognised: it is not followed by two linear layers with a known activation",
                "no activation at node",
                "it is none of [GELU, GELU_TANH, RELU, TANH]");
    }

    @Test
    void noEncoderAtAll() {
        failsOnGraph(
                graph -> {
                    graph.clearNode().clearOutput();
                    graph.addNode(Mutations.newNode("Relu", "y", TABLE)).addOutput(Mutations.output("y"));
                },
                "no BERT embeddings were found: there is no layer norm over a sum of rows that token ids select");
    }

    @Test
    void layersThatDiffer() {
        failsOnGraph(
                graph -> graph.getNodeBuilderList().stream()
                        .filter(node -> node.getOpType().equals("LayerNormalization"))
                        .skip(3)
                        .forEach(node -> node.getAttributeBuilderList().stream()
                                .filter(attribute -> attribute.getName().equals("epsilon"))
                                .forEach(attribute -> attribute.setF(1e-3f))),
                "node LayerNorm ",
                "its epsilon 0.001 is not 1.0E-12, that of the embeddings");
    }

    private void failsOnShape(String message, long... shape) {
        failsOnGraph(
                graph -> {
                    Onnx.TensorProto.Builder table =
                            Mutations.initializer(graph, TABLE).clearDims();
                    Arrays.stream(shape).forEach(table::addDims);
                },
                "the tensor of \"" + TABLE + "\"",
                message);
    }

    private void failsOnGraph(Consumer<Onnx.GraphProto.Builder> change, String... parts) {
        fails(Mutations.graph(MODEL, change), parts);
    }

    private void failsOnText(String text, String... parts) {
        fails(text.getBytes(StandardCharsets.ISO_8859_1), parts);
    }

    private void fails(byte[] model, String... parts) {
        fails(Mutations.write(folder, "m.onnx", model), parts);
    }

    private static void fails(Path file, String... parts) {
        assertThatExceptionOfType(VerdictException.class)
                .isThrownBy(() -> OnnxImporter.inspect(file))
                .withMessageContainingAll(parts);
    }
}
