package io.verdict.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import onnx.Onnx;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;

/** Brings a {@link Remainder} into the forms that samediff-import-onnx maps rightly, and writes it as an ONNX model. */
final class TailGraph {
    private static final long FLOAT = 1;
    private static final long INT64 = 7;

    private TailGraph() {}

    /**
     * The remainder without needless Expands, with a Gemm as MatMul and Add, the axis of a softmax counted from the
     * front, and {@code keepdims} always said.
     *
     * @param samples inputs of different sizes
     */
    static Graph normalized(Remainder remainder, List<Map<String, ProbeValue>> samples) {
        Graph graph = withoutExpands(remainder.graph().copy(), samples);
        for (Node node : graph.nodes()) {
            if (node.is("Gemm")) {
                splitGemm(graph, node);
            } else if (node.is("Softmax") || node.is("LogSoftmax")) {
                positiveAxis(graph, node, remainder);
            } else if (ProbeReductions.REDUCTIONS.containsKey(node.operatorName())) {
                graph.replaceProducer(with(node, "keepdims", node.whole("keepdims", 1)));
            }
        }
        return graph;
    }

    /** Elementwise operators broadcast: most Expands can go, with the shape arithmetic that leads to them. */
    private static Graph withoutExpands(Graph graph, List<Map<String, ProbeValue>> samples) {
        Graph best = graph;
        for (Node node : graph.nodes()) {
            if (node.is("Expand")) {
                Graph without = best.copy();
                without.replaceUses(node.output(), node.inputs().get(0));
                without.dropUnused();
                Graph with = best;
                if (samples.stream().allMatch(sample -> sameOutputs(with, without, sample))) {
                    best = without;
                }
            }
        }
        return best;
    }

    private static boolean sameOutputs(Graph one, Graph other, Map<String, ProbeValue> sample) {
        Map<String, ProbeValue> expected = Probe.evaluate(one, sample);
        Map<String, ProbeValue> actual = Probe.evaluate(other, sample);
        return one.outputs().keySet().stream().allMatch(output -> {
            ProbeValue wanted = expected.get(one.outputs().get(output));
            ProbeValue got = actual.get(other.outputs().get(output));
            return wanted != null && got != null && wanted.sameAs(got);
        });
    }

    private static void splitGemm(Graph graph, Node gemm) {
        Constant weight = graph.constant(gemm.inputs().get(1)).orElse(null);
        boolean plain = gemm.whole("transA", 0) == 0 && gemm.real("alpha", 1) == 1 && gemm.real("beta", 1) == 1;
        if (weight == null || weight.rank() != 2 || !plain || gemm.input(2).isEmpty()) {
            return;
        }
        String matrix = gemm.output() + "_weight";
        String product = gemm.output() + "_product";
        graph.constants().put(matrix, gemm.whole("transB", 0) == 1 ? weight.transposed() : weight);
        graph.remove(gemm);
        graph.add(new Node(
                "",
                "MatMul",
                product,
                List.of(gemm.inputs().get(0), matrix),
                List.of(product),
                Map.of(),
                gemm.order()));
        graph.add(new Node(
                "",
                "Add",
                gemm.name(),
                List.of(product, gemm.inputs().get(2)),
                List.of(gemm.output()),
                Map.of(),
                gemm.order()));
    }

    private static void positiveAxis(Graph graph, Node softmax, Remainder remainder) {
        int rank = remainder.rankOf(softmax.output());
        long axis = softmax.whole("axis", graph.opset() < 13 ? 1 : -1);
        if (graph.opset() < 13 && axis != rank - 1 && axis != -1) {
            throw Unsupported.node(graph, softmax, "before opset 13 it flattens the axes after " + axis);
        }
        graph.replaceProducer(with(softmax, "axis", axis < 0 ? axis + rank : axis));
    }

    private static Node with(Node node, String attribute, long value) {
        Map<String, Attribute> attributes = new HashMap<>(node.attributes());
        attributes.put(attribute, new Attribute.Whole(value));
        return new Node(
                node.domain(),
                node.operatorName(),
                node.name(),
                node.inputs(),
                node.outputs(),
                attributes,
                node.order());
    }

    /** An ONNX model of the graph; its inputs have the types and shapes of the sample, with a free first dimension. */
    static Onnx.ModelProto toModel(Graph graph, Map<String, INDArray> sample) {
        Onnx.GraphProto.Builder proto = Onnx.GraphProto.newBuilder().setName("tail");
        sample.forEach((name, array) ->
                proto.addInput(port(name, array.dataType().isFPType() ? FLOAT : INT64, array.shape())));
        graph.outputs().values().forEach(value -> proto.addOutput(port(value, FLOAT, new long[] {-1})));
        graph.constants().forEach((name, constant) -> proto.addInitializer(tensor(name, constant)));
        Map<String, Integer> names = new HashMap<>();
        for (Node node : graph.nodes()) {
            // The importer finds nodes by their names, which ONNX does not require to be there or to differ.
            String name = node.operatorName() + names.merge(node.operatorName(), 1, Integer::sum);
            Onnx.NodeProto.Builder copy = Onnx.NodeProto.newBuilder()
                    .setName(name)
                    .setOpType(node.operatorName())
                    .addAllInput(withoutTrailing(node.inputs()))
                    .addAllOutput(node.outputs());
            node.attributes().forEach((key, value) -> copy.addAttribute(attribute(graph, node, key, value)));
            proto.addNode(copy);
        }
        return Onnx.ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(graph.opset()))
                .setGraph(proto)
                .build();
    }

    /** The inputs up to the last one that is there: the importer takes an empty name for a value. */
    private static List<String> withoutTrailing(List<String> inputs) {
        int count = inputs.size();
        while (count > 0 && inputs.get(count - 1).isEmpty()) {
            count--;
        }
        return inputs.subList(0, count);
    }

    private static Onnx.ValueInfoProto port(String name, long type, long[] shape) {
        Onnx.TensorShapeProto.Builder dimensions = Onnx.TensorShapeProto.newBuilder();
        LongStream.of(shape)
                .forEach(size -> dimensions.addDim(
                        Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(size)));
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder()
                        .setTensorType(Onnx.TypeProto.Tensor.newBuilder()
                                .setElemType((int) type)
                                .setShape(dimensions)))
                .build();
    }

    private static Onnx.TensorProto tensor(String name, Constant constant) {
        // Everything of the encoder is float32 here, so the constants it meets are too.
        Constant numbers = constant.type().real() ? constant.toFloat() : constant;
        return Onnx.TensorProto.newBuilder()
                .setName(name)
                .setDataType(numbers.type().code())
                .addAllDims(numbers.shape())
                .setRawData(ByteString.copyFrom(numbers.bytes()))
                .build();
    }

    private static Onnx.AttributeProto attribute(Graph graph, Node node, String name, Attribute value) {
        Onnx.AttributeProto.Builder proto = Onnx.AttributeProto.newBuilder().setName(name);
        if (value instanceof Attribute.Whole whole) {
            return proto.setType(Onnx.AttributeProto.AttributeType.INT)
                    .setI(whole.value())
                    .build();
        }
        if (value instanceof Attribute.Real real) {
            return proto.setType(Onnx.AttributeProto.AttributeType.FLOAT)
                    .setF((float) real.value())
                    .build();
        }
        if (value instanceof Attribute.Text text) {
            return proto.setType(Onnx.AttributeProto.AttributeType.STRING)
                    .setS(ByteString.copyFromUtf8(text.value()))
                    .build();
        }
        if (value instanceof Attribute.Wholes wholes) {
            return proto.setType(Onnx.AttributeProto.AttributeType.INTS)
                    .addAllInts(wholes.values())
                    .build();
        }
        if (value instanceof Attribute.Reals reals) {
            List<Float> floats = new ArrayList<>();
            reals.values().forEach(number -> floats.add(number.floatValue()));
            return proto.setType(Onnx.AttributeProto.AttributeType.FLOATS)
                    .addAllFloats(floats)
                    .build();
        }
        if (value instanceof Attribute.Tensor tensor) {
            return proto.setType(Onnx.AttributeProto.AttributeType.TENSOR)
                    .setT(tensor(name, tensor.value()))
                    .build();
        }
        throw Unsupported.node(graph, node, "its attribute \"" + name + "\" holds a graph or a list of tensors");
    }
}
