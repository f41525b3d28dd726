package io.verdict.onnx;

import java.nio.file.Path;
import java.util.function.Consumer;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** Changes fixtures into what a test needs. */
final class Mutations {
    private Mutations() {}

    /** A fixture's model after a change. */
    static byte[] model(String fixture, Consumer<Onnx.ModelProto.Builder> change) {
        try {
            Onnx.ModelProto.Builder builder =
                    Onnx.ModelProto.parseFrom(Fixture.named(fixture).bytes()).toBuilder();
            change.accept(builder);
            return builder.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A fixture's model after a change of its graph. */
    static byte[] graph(String fixture, Consumer<Onnx.GraphProto.Builder> change) {
        return model(fixture, model -> change.accept(model.getGraphBuilder()));
    }

    /** The first initializer of that name. */
    static Onnx.TensorProto.Builder initializer(Onnx.GraphProto.Builder graph, String name) {
        return graph.getInitializerBuilderList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The first node of that operator. */
    static Onnx.NodeProto.Builder node(Onnx.GraphProto.Builder graph, String operator) {
        return graph.getNodeBuilderList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .findFirst()
                .orElseThrow();
    }

    static Onnx.NodeProto.Builder newNode(String operator, String output, String... inputs) {
        return Onnx.NodeProto.newBuilder()
                .setOpType(operator)
                .setName("test_" + output)
                .addAllInput(java.util.List.of(inputs))
                .addOutput(output);
    }

    static Onnx.AttributeProto.Builder whole(String name, long value) {
        return Onnx.AttributeProto.newBuilder()
                .setName(name)
                .setType(Onnx.AttributeProto.AttributeType.INT)
                .setI(value);
    }

    static Onnx.AttributeProto.Builder wholes(String name, Long... values) {
        return Onnx.AttributeProto.newBuilder()
                .setName(name)
                .setType(Onnx.AttributeProto.AttributeType.INTS)
                .addAllInts(java.util.List.of(values));
    }

    static Onnx.TensorProto.Builder floats(String name, long[] shape, float... numbers) {
        Onnx.TensorProto.Builder tensor =
                Onnx.TensorProto.newBuilder().setName(name).setDataType(1);
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        for (float number : numbers) {
            tensor.addFloatData(number);
        }
        return tensor;
    }

    static Onnx.TensorProto.Builder longs(String name, long[] shape, long... numbers) {
        Onnx.TensorProto.Builder tensor =
                Onnx.TensorProto.newBuilder().setName(name).setDataType(7);
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        for (long number : numbers) {
            tensor.addInt64Data(number);
        }
        return tensor;
    }

    /** The external data entries of a tensor. */
    static Onnx.TensorProto.Builder external(
            Onnx.TensorProto.Builder tensor, String location, String offset, String length) {
        tensor.clearRawData().clearExternalData().setDataLocation(Onnx.TensorProto.DataLocation.EXTERNAL);
        tensor.addExternalData(entry("location", location));
        tensor.addExternalData(entry("offset", offset));
        return tensor.addExternalData(entry("length", length));
    }

    private static Onnx.StringStringEntryProto entry(String key, String value) {
        return Onnx.StringStringEntryProto.newBuilder()
                .setKey(key)
                .setValue(value)
                .build();
    }

    static Onnx.ValueInfoProto output(String name) {
        return Onnx.ValueInfoProto.newBuilder().setName(name).build();
    }

    static ByteString zeros(int bytes) {
        return ByteString.copyFrom(new byte[bytes]);
    }

    static Path write(Path folder, String name, byte[] bytes) {
        try {
            return java.nio.file.Files.write(folder.resolve(name), bytes);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
