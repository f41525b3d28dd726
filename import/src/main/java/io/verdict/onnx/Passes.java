package io.verdict.onnx;

import io.verdict.onnx.ElementType.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** The passes that bring exports of all kinds into one form before the fusions look at them. */
final class Passes {
    private Passes() {}

    /** Requires nothing. Guarantees that no Constant node is left: each is a constant of the graph. */
    static void constants(Graph graph) {
        for (Node node : graph.nodes()) {
            if (node.is("Constant")) {
                Constant value = constantOf(node)
                        .orElseThrow(() -> graph.error(node + " holds no tensor of numbers"
                                + node.attributes().keySet()));
                graph.fold(node, value);
            }
        }
    }

    private static Optional<Constant> constantOf(Node node) {
        return node.attributes().entrySet().stream()
                .filter(attribute -> attribute.getKey().startsWith("value"))
                .findFirst()
                .flatMap(attribute -> constantOf(attribute.getValue()));
    }

    private static Optional<Constant> constantOf(Attribute value) {
        if (value instanceof Attribute.Tensor tensor) {
            return Optional.of(tensor.value());
        }
        if (value instanceof Attribute.Whole whole) {
            return Optional.of(integers(List.of(), List.of(whole.value())));
        }
        if (value instanceof Attribute.Wholes wholes) {
            return Optional.of(integers(List.of((long) wholes.values().size()), wholes.values()));
        }
        if (value instanceof Attribute.Real real) {
            return Optional.of(reals(List.of(), List.of(real.value())));
        }
        if (value instanceof Attribute.Reals reals) {
            return Optional.of(reals(List.of((long) reals.values().size()), reals.values()));
        }
        return Optional.empty();
    }

    private static Constant integers(List<Long> shape, List<Long> numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(bytes::putLong);
        return new Constant(ElementType.INT64, shape, bytes.flip());
    }

    private static Constant reals(List<Long> shape, List<Double> numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(number -> bytes.putFloat(number.floatValue()));
        return new Constant(ElementType.FLOAT, shape, bytes.flip());
    }

    /**
     * Requires a probe of the graph as it is. Guarantees that no node is left that hands its first input on as it is:
     * Identity, Dropout (an exported model predicts), and casts between floating-point types, since everything is
     * computed in float32 here whatever the file's precision.
     */
    static void identities(Graph graph, Probe probe) {
        for (Node node : graph.nodes()) {
            if (handsOn(graph, probe, node)) {
                graph.replaceUses(node.output(), node.inputs().get(0));
            }
        }
        graph.dropUnused();
    }

    private static boolean handsOn(Graph graph, Probe probe, Node node) {
        if (node.inputs().isEmpty() || !node.domain().isEmpty()) {
            return false;
        }
        return switch (node.operatorName()) {
            case "Identity" -> true;
            case "Dropout" ->
                node.outputs().stream()
                                .skip(1)
                                .allMatch(mask -> graph.consumers(mask).isEmpty())
                        && !node.input(2)
                                .map(training -> isTrue(probe, training))
                                .orElse(false);
            case "Cast", "CastLike" -> isReal(probe, node.inputs().get(0)) && isReal(probe, node.output());
            default -> false;
        };
    }

    private static boolean isTrue(Probe probe, String value) {
        return !probe.knows(value) || probe.find(value).orElseThrow().single() != 0;
    }

    private static boolean isReal(Probe probe, String value) {
        return probe.find(value).map(found -> found.kind() == Kind.REAL).orElse(false);
    }
}
