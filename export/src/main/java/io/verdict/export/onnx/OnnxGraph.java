package io.verdict.export.onnx;

import io.verdict.transformer.Compute;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import onnx.Onnx;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

/**
 * An ONNX graph as it is written, node by node. Each node has the name of its one output. The parameters' memory is
 * shared, not copied: they must live until the graph is on the disk.
 */
final class OnnxGraph {
    private final Onnx.GraphProto.Builder graph;
    private final Set<String> constants = new HashSet<>();

    OnnxGraph(String name) {
        this.graph = Onnx.GraphProto.newBuilder().setName(name);
    }

    /** A dimension of an input or output: a number, or the name of one that differs from batch to batch. */
    static Onnx.TensorShapeProto.Dimension dimension(String name) {
        return Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam(name).build();
    }

    static Onnx.TensorShapeProto.Dimension dimension(long size) {
        return Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(size).build();
    }

    /** Adds an input; the result is its name. */
    String input(String name, Onnx.TensorProto.DataType type, Onnx.TensorShapeProto.Dimension... shape) {
        graph.addInput(port(name, type, shape));
        return name;
    }

    /** Says that a value is an output. */
    void output(String name, Onnx.TensorProto.DataType type, Onnx.TensorShapeProto.Dimension... shape) {
        graph.addOutput(port(name, type, shape));
    }

    /** Says what shape a value has, where a reader cannot infer it. */
    void shape(String name, Onnx.TensorProto.DataType type, Onnx.TensorShapeProto.Dimension... shape) {
        graph.addValueInfo(port(name, type, shape));
    }

    /** Adds a parameter under its own name, which is the result. */
    String parameter(String name, INDArray array) {
        Onnx.TensorProto.Builder tensor = Onnx.TensorProto.newBuilder()
                .setName(name)
                .setDataType(Onnx.TensorProto.DataType.FLOAT.getNumber())
                .setRawData(bytes(array));
        LongStream.of(array.shape()).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return name;
    }

    /** A constant number; the result is its name. Of one name it is added once. */
    String number(String name, double value) {
        return constant(
                name,
                Onnx.TensorProto.newBuilder()
                        .setDataType(Onnx.TensorProto.DataType.FLOAT.getNumber())
                        .addFloatData((float) value));
    }

    /** A constant vector of whole numbers, as {@link #number}. */
    String integers(String name, long... values) {
        return constant(
                name,
                Onnx.TensorProto.newBuilder()
                        .setDataType(Onnx.TensorProto.DataType.INT64.getNumber())
                        .addDims(values.length)
                        .addAllInt64Data(LongStream.of(values).boxed().toList()));
    }

    /** One constant whole number, which has no dimension, as {@link #number}. */
    String integer(String name, long value) {
        return constant(
                name,
                Onnx.TensorProto.newBuilder()
                        .setDataType(Onnx.TensorProto.DataType.INT64.getNumber())
                        .addInt64Data(value));
    }

    private String constant(String name, Onnx.TensorProto.Builder tensor) {
        if (constants.add(name)) {
            graph.addInitializer(tensor.setName(name));
        }
        return name;
    }

    /** Adds a node; the result is its output, {@code name}. */
    String node(String operator, String name, List<String> inputs, Onnx.AttributeProto... attributes) {
        graph.addNode(Onnx.NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addOutput(name)
                .addAllAttribute(Stream.of(attributes).toList()));
        return name;
    }

    static Onnx.AttributeProto attribute(String name, long value) {
        return Onnx.AttributeProto.newBuilder()
                .setName(name)
                .setType(Onnx.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static Onnx.AttributeProto attribute(String name, double value) {
        return Onnx.AttributeProto.newBuilder()
                .setName(name)
                .setType(Onnx.AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    static Onnx.AttributeProto attribute(String name, List<Long> values) {
        return Onnx.AttributeProto.newBuilder()
                .setName(name)
                .setType(Onnx.AttributeProto.AttributeType.INTS)
                .addAllInts(values)
                .build();
    }

    Onnx.GraphProto build() {
        return graph.build();
    }

    private static Onnx.ValueInfoProto port(
            String name, Onnx.TensorProto.DataType type, Onnx.TensorShapeProto.Dimension... shape) {
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder()
                        .setTensorType(Onnx.TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(Onnx.TensorShapeProto.newBuilder()
                                        .addAllDim(Stream.of(shape).toList()))))
                .build();
    }

    /** An array's numbers, little-endian: its own memory where that is the host's. */
    private static ByteString bytes(INDArray array) {
        if (Compute.arraysAreInHostMemory() && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            return UnsafeByteOperations.unsafeWrap(array.data().asNio());
        }
        float[] values = array.ravel().toFloatVector();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
