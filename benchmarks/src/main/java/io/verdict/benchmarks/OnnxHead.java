package io.verdict.benchmarks;

import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onnx.Onnx;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * Puts a classifier's head on the ONNX export of its encoder: BERT's pooler on the first row of each text, and the linear
 * classifier. What the logits do not need is taken out.
 */
final class OnnxHead {
    /** The one output, {@code [batch, classes]}. */
    static final String LOGITS = "verdict_logits";

    private static final String FIRST = "verdict_first";
    private static final String POOLED = "verdict_pooled";
    private static final String FEATURES = "verdict_features";

    private OnnxHead() {}

    /**
     * The export with the head of these parameters.
     *
     * @param model an ONNX file whose first output with three dimensions is the last layer's rows
     * @param parameters with {@code pooler.dense} and {@code classifier}
     */
    static byte[] on(byte[] model, Parameters parameters) {
        Onnx.ModelProto parsed;
        try {
            parsed = Onnx.ModelProto.parseFrom(model);
        } catch (InvalidProtocolBufferException e) {
            throw new BenchmarkException("The backbone's ONNX file cannot be read", e);
        }
        Onnx.GraphProto.Builder graph = parsed.getGraph().toBuilder();
        String rows = graph.getOutputList().stream()
                .filter(output -> output.getType().getTensorType().getShape().getDimCount() == 3)
                .findFirst()
                .orElseThrow(() -> new BenchmarkException("The backbone's ONNX file has no output of three dimensions"))
                .getName();
        graph.addInitializer(Onnx.TensorProto.newBuilder()
                .setName("verdict_zero")
                .setDataType(Onnx.TensorProto.DataType.INT64.getNumber())
                .addInt64Data(0));
        graph.addNode(node("Gather", List.of(rows, "verdict_zero"), FIRST).addAttribute(integer("axis", 1)));
        linear(graph, parameters, "pooler.dense.weight", "pooler.dense.bias", FIRST, POOLED);
        graph.addNode(node("Tanh", List.of(POOLED), FEATURES));
        linear(graph, parameters, ParameterSpec.CLASSIFIER_WEIGHT, ParameterSpec.CLASSIFIER_BIAS, FEATURES, LOGITS);
        graph.clearOutput()
                .addOutput(Onnx.ValueInfoProto.newBuilder().setName(LOGITS).setType(floats()));
        keepNeeded(graph);
        return parsed.toBuilder().setGraph(graph).build().toByteArray();
    }

    private static void linear(
            Onnx.GraphProto.Builder graph,
            Parameters parameters,
            String weight,
            String bias,
            String input,
            String output) {
        // Names of their own: the export may have a pooler under the same names.
        List<String> inputs = List.of(input, "verdict_" + weight, "verdict_" + bias);
        graph.addInitializer(tensor(inputs.get(1), parameters.get(weight)));
        graph.addInitializer(tensor(inputs.get(2), parameters.get(bias)));
        graph.addNode(node("Gemm", inputs, output).addAttribute(integer("transB", 1)));
    }

    /** Takes out nodes and initializers that the output does not depend on. */
    private static void keepNeeded(Onnx.GraphProto.Builder graph) {
        Set<String> needed = new HashSet<>(Set.of(LOGITS));
        List<Onnx.NodeProto> kept = new ArrayList<>();
        // Nodes are in topological order.
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            Onnx.NodeProto node = graph.getNode(i);
            if (node.getOutputList().stream().anyMatch(needed::contains)) {
                needed.addAll(node.getInputList());
                kept.add(node);
            }
        }
        Collections.reverse(kept);
        graph.clearNode().addAllNode(kept);
        List<Onnx.TensorProto> initializers = graph.getInitializerList().stream()
                .filter(tensor -> needed.contains(tensor.getName()))
                .toList();
        graph.clearInitializer().addAllInitializer(initializers);
    }

    private static Onnx.NodeProto.Builder node(String type, List<String> inputs, String output) {
        return Onnx.NodeProto.newBuilder()
                .setOpType(type)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output);
    }

    private static Onnx.AttributeProto integer(String name, long value) {
        return Onnx.AttributeProto.newBuilder()
                .setName(name)
                .setType(Onnx.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static Onnx.TensorProto tensor(String name, INDArray array) {
        float[] values = array.ravel().toFloatVector();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Onnx.TensorProto.Builder tensor = Onnx.TensorProto.newBuilder()
                .setName(name)
                .setDataType(Onnx.TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long size : array.shape()) {
            tensor.addDims(size);
        }
        return tensor.build();
    }

    private static Onnx.TypeProto floats() {
        Onnx.TensorShapeProto.Dimension.Builder any =
                Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam("batch");
        return Onnx.TypeProto.newBuilder()
                .setTensorType(Onnx.TypeProto.Tensor.newBuilder()
                        .setElemType(Onnx.TensorProto.DataType.FLOAT.getNumber())
                        .setShape(Onnx.TensorShapeProto.newBuilder()
                                .addDim(any)
                                .addDim(Onnx.TensorShapeProto.Dimension.newBuilder()
                                        .setDimParam("classes"))))
                .build();
    }
}
