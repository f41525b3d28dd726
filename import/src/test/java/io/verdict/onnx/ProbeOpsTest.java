package io.verdict.onnx;

import static io.verdict.onnx.Mutations.newNode;
import static io.verdict.onnx.Mutations.whole;
import static io.verdict.onnx.Mutations.wholes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import onnx.Onnx;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator that a probe computes gives what ONNX Runtime gives, in shape and in numbers. */
class ProbeOpsTest {
    private static final long OPSET = 18;

    /** ONNX Runtime computes in float32, and its Erf is an approximation within 1e-6. */
    private static final double TOLERANCE = 5e-6;

    /** One node with constant inputs. */
    record Case(Onnx.NodeProto node, List<Onnx.TensorProto> inputs) {
        @Override
        public String toString() {
            return node.getOpType() + " "
                    + inputs.stream().map(Onnx.TensorProto::getDimsList).toList() + " "
                    + node.getAttributeList().stream()
                            .map(Onnx.AttributeProto::getName)
                            .toList();
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String unary : List.of(
                "Abs",
                "Ceil",
                "Erf",
                "Exp",
                "Floor",
                "Neg",
                "Reciprocal",
                "Relu",
                "Sigmoid",
                "Sign",
                "Softplus",
                "Tanh")) {
            cases.add(of(newNode(unary, "y", "a"), reals("a", 2, 3, 4)));
        }
        cases.add(of(newNode("Sqrt", "y", "a"), positive("a", 7)));
        cases.add(of(newNode("Log", "y", "a"), positive("a", 7)));
        for (String binary : List.of("Add", "Sub", "Mul", "Div", "Max", "Min")) {
            cases.add(of(newNode(binary, "y", "a", "b"), reals("a", 2, 1, 4), reals("b", 3, 1)));
            cases.add(of(newNode(binary, "y", "a", "b"), longs("a", 2, 4), longs("b", 4)));
        }
        cases.add(of(newNode("Mod", "y", "a", "b"), longs("a", 2, 4), longs("b", 4)));
        cases.add(of(newNode("Pow", "y", "a", "b"), positive("a", 2, 3), reals("b", 3)));
        for (String comparison : List.of("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual")) {
            cases.add(of(newNode(comparison, "y", "a", "b"), longs("a", 2, 4), longs("b", 4)));
        }
        cases.add(of(newNode("Clip", "y", "a", "b", "c"), reals("a", 5), number("b", -0.5f), number("c", 0.25f)));
        cases.add(of(newNode("Cast", "y", "a").addAttribute(whole("to", 7)), reals("a", 9)));
        cases.add(of(newNode("Cast", "y", "a").addAttribute(whole("to", 1)), longs("a", 9)));
        cases.add(of(newNode("CastLike", "y", "a", "b"), reals("a", 9), longs("b", 1)));
        cases.add(of(newNode("Shape", "y", "a").addAttribute(whole("start", -2)), reals("a", 2, 3, 4)));
        cases.add(of(newNode("Shape", "y", "a").addAttribute(whole("end", 1)), reals("a", 2, 3, 4)));
        cases.add(of(newNode("Size", "y", "a"), reals("a", 2, 3, 4)));
        cases.add(of(newNode("Range", "y", "a", "b", "c"), integer("a", 3), integer("b", 11), integer("c", 3)));
        cases.add(of(newNode("Range", "y", "a", "b", "c"), integer("a", 9), integer("b", 0), integer("c", -2)));
        cases.add(of(newNode("ConstantOfShape", "y", "a"), integers("a", 2, 3)));
        cases.add(of(newNode("CumSum", "y", "a", "b"), reals("a", 2, 3, 2), integer("b", 1)));
        addMovements(cases);
        addSums(cases);
        return cases;
    }

    private static void addMovements(List<Case> cases) {
        cases.add(of(newNode("Reshape", "y", "a", "b"), reals("a", 2, 3, 4), integers("b", 0, -1)));
        cases.add(of(newNode("Reshape", "y", "a", "b"), reals("a", 2, 3, 4), integers("b", 4, 3, 2)));
        cases.add(of(newNode("Transpose", "y", "a"), reals("a", 2, 3, 4)));
        cases.add(of(newNode("Transpose", "y", "a").addAttribute(wholes("perm", 1L, 2L, 0L)), reals("a", 2, 3, 4)));
        cases.add(of(newNode("Unsqueeze", "y", "a", "b"), reals("a", 2, 3), integers("b", 0, -1)));
        cases.add(of(newNode("Squeeze", "y", "a", "b"), reals("a", 1, 3, 1), integers("b", -1)));
        cases.add(of(newNode("Squeeze", "y", "a"), reals("a", 1, 3, 1)));
        cases.add(of(newNode("Expand", "y", "a", "b"), reals("a", 3, 1), integers("b", 2, 1, 4)));
        cases.add(of(newNode("Flatten", "y", "a").addAttribute(whole("axis", 2)), reals("a", 2, 3, 4)));
        cases.add(slice(new long[] {1}, new long[] {Long.MAX_VALUE}, new long[] {1}, new long[] {1}));
        cases.add(slice(new long[] {-2}, new long[] {-1}, new long[] {-1}, new long[] {1}));
        cases.add(slice(new long[] {0, 4}, new long[] {9, 0}, new long[] {1, 2}, new long[] {2, -2}));
        cases.add(slice(new long[] {-1}, new long[] {Long.MIN_VALUE}, new long[] {2}, new long[] {-1}));
        cases.add(slice(new long[] {3}, new long[] {1}, new long[] {2}, new long[] {1}));
        cases.add(of(newNode("Gather", "y", "a", "b"), reals("a", 4, 3), longsOf("b", new long[] {2, 2}, 1, -1, 0, 3)));
        cases.add(of(
                newNode("Gather", "y", "a", "b").addAttribute(whole("axis", 1)), reals("a", 2, 3, 4), integer("b", 2)));
        cases.add(of(
                newNode("Concat", "y", "a", "b").addAttribute(whole("axis", -2)),
                reals("a", 2, 1, 4),
                reals("b", 2, 3, 4)));
    }

    private static void addSums(List<Case> cases) {
        cases.add(of(newNode("MatMul", "y", "a", "b"), reals("a", 2, 3, 4, 5), reals("b", 3, 5, 2)));
        cases.add(of(newNode("MatMul", "y", "a", "b"), reals("a", 2, 4, 5), reals("b", 5, 2)));
        cases.add(of(newNode("Gemm", "y", "a", "b", "c"), reals("a", 4, 5), reals("b", 5, 2), reals("c", 2)));
        cases.add(of(
                newNode("Gemm", "y", "a", "b").addAttribute(whole("transA", 1)).addAttribute(whole("transB", 1)),
                reals("a", 5, 4),
                reals("b", 2, 5)));
        for (String softmax : List.of("Softmax", "LogSoftmax")) {
            cases.add(of(newNode(softmax, "y", "a"), reals("a", 2, 3, 4)));
            cases.add(of(newNode(softmax, "y", "a").addAttribute(whole("axis", 1)), reals("a", 2, 3, 4)));
        }
        cases.add(of(
                newNode("LayerNormalization", "y", "a", "b", "c"), reals("a", 2, 3, 8), reals("b", 8), reals("c", 8)));
        for (String reduction :
                ProbeReductions.REDUCTIONS.keySet().stream().sorted().toList()) {
            cases.add(of(newNode(reduction, "y", "a"), reals("a", 2, 3, 4)));
            cases.add(of(newNode(reduction, "y", "a", "b"), reals("a", 2, 3, 4), integers("b", -2)));
            cases.add(of(
                    newNode(reduction, "y", "a", "b").addAttribute(whole("keepdims", 0)),
                    reals("a", 2, 3, 4),
                    integers("b", 0, 2)));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithOnnxRuntime(Case tried) throws OrtException {
        byte[] model = model(tried);
        OnnxFile file = OnnxFile.parse("test", null, ByteBuffer.wrap(model));
        Graph graph = GraphReader.read(file);
        ProbeValue actual = Probe.evaluate(graph, Map.of()).get("y");
        // The first input comes from outside, since ONNX Runtime folds a graph of constants with other code.
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(model(tried, true));
                OnnxTensor input = tensor(environment, tried.inputs().get(0));
                OrtSession.Result result = session.run(Map.of("a", input))) {
            OnnxValue value = result.get(0);
            double[] expected =
                    flat(value.getValue()).stream().mapToDouble(x -> x).toArray();
            assertThat(actual).isNotNull();
            assertThat(actual.shape()).isEqualTo(((TensorInfo) value.getInfo()).getShape());
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual.at(i)).isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
            }
        }
    }

    private static byte[] model(Case tried) {
        return model(tried, false);
    }

    private static byte[] model(Case tried, boolean firstFromOutside) {
        Onnx.GraphProto.Builder graph =
                Onnx.GraphProto.newBuilder().setName("one").addNode(tried.node());
        for (int i = 0; i < tried.inputs().size(); i++) {
            Onnx.TensorProto tensor = tried.inputs().get(i);
            if (i == 0 && firstFromOutside) {
                Onnx.TypeProto.Tensor.Builder type =
                        Onnx.TypeProto.Tensor.newBuilder().setElemType(tensor.getDataType());
                type.setShape(Onnx.TensorShapeProto.newBuilder());
                tensor.getDimsList()
                        .forEach(size -> type.getShapeBuilder().addDimBuilder().setDimValue(size));
                graph.addInput(Onnx.ValueInfoProto.newBuilder()
                        .setName("a")
                        .setType(Onnx.TypeProto.newBuilder().setTensorType(type)));
            } else {
                graph.addInitializer(tensor);
            }
        }
        graph.addOutput(Mutations.output("y"));
        return Onnx.ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(
                        Onnx.OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static OnnxTensor tensor(OrtEnvironment environment, Onnx.TensorProto proto) throws OrtException {
        long[] shape = proto.getDimsList().stream().mapToLong(x -> x).toArray();
        if (proto.getDataType() == 7) {
            long[] numbers = proto.getInt64DataList().stream().mapToLong(x -> x).toArray();
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), shape);
        }
        float[] numbers = new float[proto.getFloatDataCount()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = proto.getFloatData(i);
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers), shape);
    }

    private static List<Double> flat(Object value) {
        List<Double> numbers = new ArrayList<>();
        if (value.getClass().isArray()) {
            for (int i = 0; i < java.lang.reflect.Array.getLength(value); i++) {
                numbers.addAll(flat(java.lang.reflect.Array.get(value, i)));
            }
        } else if (value instanceof Boolean truth) {
            numbers.add(truth ? 1.0 : 0.0);
        } else {
            numbers.add(((Number) value).doubleValue());
        }
        return numbers;
    }

    private static Case of(Onnx.NodeProto.Builder node, Onnx.TensorProto... inputs) {
        return new Case(node.build(), List.of(inputs));
    }

    private static Case slice(long[] starts, long[] ends, long[] axes, long[] steps) {
        Map<String, long[]> vectors = new LinkedHashMap<>();
        vectors.put("b", starts);
        vectors.put("c", ends);
        vectors.put("d", axes);
        vectors.put("e", steps);
        List<Onnx.TensorProto> inputs = new ArrayList<>(List.of(reals("a", 2, 3, 5)));
        vectors.forEach((name, vector) -> inputs.add(integers(name, vector)));
        return new Case(newNode("Slice", "y", "a", "b", "c", "d", "e").build(), inputs);
    }

    private static int size(long... shape) {
        return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    private static Onnx.TensorProto reals(String name, long... shape) {
        Random random = new Random(name.hashCode());
        float[] numbers = new float[size(shape)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return Mutations.floats(name, shape, numbers).build();
    }

    private static Onnx.TensorProto positive(String name, long... shape) {
        Onnx.TensorProto.Builder tensor = reals(name, shape).toBuilder();
        for (int i = 0; i < tensor.getFloatDataCount(); i++) {
            tensor.setFloatData(i, Math.abs(tensor.getFloatData(i)) + 0.01f);
        }
        return tensor.build();
    }

    private static Onnx.TensorProto number(String name, float value) {
        return Mutations.floats(name, new long[0], value).build();
    }

    /** Small integers of both signs, without 0. */
    private static Onnx.TensorProto longs(String name, long... shape) {
        Random random = new Random(name.hashCode());
        long[] numbers = new long[size(shape)];
        for (int i = 0; i < numbers.length; i++) {
            int magnitude = 1 + random.nextInt(4);
            numbers[i] = random.nextBoolean() ? magnitude : -magnitude;
        }
        return longsOf(name, shape, numbers);
    }

    private static Onnx.TensorProto longsOf(String name, long[] shape, long... numbers) {
        return Mutations.longs(name, shape, numbers).build();
    }

    private static Onnx.TensorProto integers(String name, long... numbers) {
        return longsOf(name, new long[] {numbers.length}, numbers);
    }

    private static Onnx.TensorProto integer(String name, long number) {
        return longsOf(name, new long[0], number);
    }
}
