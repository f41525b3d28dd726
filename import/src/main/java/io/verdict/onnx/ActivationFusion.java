package io.verdict.onnx;

import io.verdict.transformer.Activation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * An activation function, however it is spelled: the elementwise nodes before a linear layer are computed on a grid of
 * numbers, and the results tell which function it is.
 *
 * <p>Makes {@code Activation(x)} with the attribute {@code function}, the name of an {@link Activation}.
 */
final class ActivationFusion implements Fusion {
    static final String OPERATOR = "Activation";

    private static final Map<Activation, DoubleUnaryOperator> FUNCTIONS = Map.of(
            Activation.GELU, Gaussian::gelu,
            Activation.GELU_TANH, Gaussian::geluTanh,
            Activation.RELU, x -> Math.max(x, 0),
            Activation.TANH, Math::tanh);

    /** -6 to 6 in steps of 1/16; beyond, all of them are constant or the identity. */
    private static final int POINTS = 193;

    /**
     * GELU and its tanh form differ by 4.7e-4 at most, other functions by far more. A file's own rounding of the
     * constants changes the result by 3e-5 if they are float16 (sqrt(2) is off by 1e-4 of its value there), and by
     * 1e-7 if they are float32.
     */
    private static final double TOLERANCE = 1e-4;

    @Override
    public String name() {
        return "activation";
    }

    @Override
    public Outcome tryAt(Node last, FusionContext context) {
        if (!last.domain().isEmpty()
                || !ProbeOps.ELEMENTWISE.contains(last.operatorName())
                || !(endsHere(last.output(), context.graph()) || isPoolersTanh(last, context.graph()))) {
            return Outcome.NOT_HERE;
        }
        Optional<Cone> cone = context.cone(last.output(), ProbeOps.ELEMENTWISE);
        if (cone.isEmpty()) {
            return Outcome.declined("it depends on more than one value");
        }
        Node source = context.graph().producer(cone.get().source());
        if (source == null || !source.isFused(LinearFusion.OPERATOR)) {
            return Outcome.NOT_HERE;
        }
        ProbeValue grid = ProbeValue.known(ElementType.Kind.REAL, new long[] {POINTS}, i -> (i - POINTS / 2) / 16.0);
        Optional<ProbeValue> result = context.probes().get(0).replay(cone.get(), grid);
        if (result.isEmpty() || !result.get().hasShape(POINTS)) {
            return Outcome.declined("it is no function of each number alone");
        }
        for (Activation activation : Activation.values()) {
            if (FUNCTIONS.containsKey(activation) && matches(FUNCTIONS.get(activation), grid, result.get())) {
                context.graph()
                        .replaceProducer(new Node(
                                Node.FUSED,
                                OPERATOR,
                                last.name(),
                                List.of(cone.get().source()),
                                List.of(last.output()),
                                Map.of("function", new Attribute.Text(activation.name())),
                                last.order()));
                return Outcome.FUSED;
            }
        }
        return Outcome.declined(
                "it is none of " + FUNCTIONS.keySet().stream().sorted().toList());
    }

    private static boolean endsHere(String value, Graph graph) {
        return graph.outputs().containsValue(value)
                || graph.consumers(value).stream().anyMatch(node -> node.isFused(LinearFusion.OPERATOR));
    }

    /** The pooler's tanh may be read by anything. */
    private static boolean isPoolersTanh(Node node, Graph graph) {
        Node source = node.is("Tanh") ? graph.producer(node.inputs().get(0)) : null;
        return source != null && source.isFused(LinearFusion.OPERATOR);
    }

    private static boolean matches(DoubleUnaryOperator function, ProbeValue grid, ProbeValue result) {
        for (int i = 0; i < POINTS; i++) {
            // Written so that NaN does not match.
            if (!(Math.abs(function.applyAsDouble(grid.at(i)) - result.at(i)) < TOLERANCE)) {
                return false;
            }
        }
        return true;
    }
}
