package io.verdict.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Layer normalization over the last axis (Ba et al., arXiv:1607.06450), native or decomposed:
 *
 * <pre>
 * y = (x - mean) / sqrt(mean((x - mean)^2) + epsilon) * weight + bias
 * </pre>
 *
 * <p>Makes {@code LayerNorm(x, weight, bias)} with the attribute {@code epsilon}.
 */
final class LayerNormFusion implements Fusion {
    static final String OPERATOR = "LayerNorm";

    @Override
    public String name() {
        return "layer norm";
    }

    @Override
    public Outcome tryAt(Node last, FusionContext context) {
        if (last.is("LayerNormalization")) {
            return nativeOperator(last, context);
        }
        return last.is("Add") ? decomposed(last, context) : Outcome.NOT_HERE;
    }

    private static Outcome nativeOperator(Node node, FusionContext context) {
        long axis = node.whole("axis", -1);
        if (axis != -1 && axis != context.rank(node.inputs().get(0)) - 1) {
            return Outcome.declined("it normalizes from axis " + axis + ", not the last one alone");
        }
        Optional<String> bias = node.input(2);
        if (bias.isEmpty() || node.outputs().size() > 1) {
            return Outcome.declined(bias.isEmpty() ? "it has no bias" : "it has more than one output");
        }
        return fuse(node, node.inputs().get(0), node.inputs().get(1), bias.get(), node.real("epsilon", 1e-5), context);
    }

    private static Outcome decomposed(Node add, FusionContext context) {
        Graph graph = context.graph();
        for (Operands affine : Operands.ofEither(add)) {
            Node scaled = graph.producer(affine.first());
            if (context.vector(affine.second()).isEmpty() || scaled == null || !scaled.is("Mul")) {
                continue;
            }
            for (Operands scale : Operands.ofEither(scaled)) {
                Node quotient = graph.producer(scale.first());
                if (context.vector(scale.second()).isEmpty() || quotient == null || !quotient.is("Div")) {
                    continue;
                }
                Optional<Normalized> inner = normalized(quotient, context);
                if (inner.isPresent()) {
                    return fuse(
                            add,
                            inner.get().input(),
                            scale.second(),
                            affine.second(),
                            inner.get().epsilon(),
                            context);
                }
                return Outcome.declined("what is scaled and shifted is not (x - mean) / sqrt(variance + epsilon)");
            }
        }
        return Outcome.NOT_HERE;
    }

    private record Normalized(String input, double epsilon) {}

    private static Optional<Normalized> normalized(Node quotient, FusionContext context) {
        Graph graph = context.graph();
        Node root = graph.producer(quotient.inputs().get(1));
        Node shifted = root == null || !root.is("Sqrt")
                ? null
                : graph.producer(root.inputs().get(0));
        Optional<String> input = centred(quotient.inputs().get(0), context);
        if (shifted == null || !shifted.is("Add") || input.isEmpty()) {
            return Optional.empty();
        }
        for (Operands sum : Operands.ofEither(shifted)) {
            OptionalDouble epsilon = context.number(sum.second());
            if (epsilon.isPresent() && isVariance(sum.first(), input.get(), context)) {
                return Optional.of(new Normalized(input.get(), epsilon.getAsDouble()));
            }
        }
        return Optional.empty();
    }

    /** The x of {@code x - mean(x)}. */
    private static Optional<String> centred(String value, FusionContext context) {
        Node difference = context.graph().producer(value);
        if (difference == null || !difference.is("Sub")) {
            return Optional.empty();
        }
        String x = difference.inputs().get(0);
        return meanOf(difference.inputs().get(1), context).filter(x::equals);
    }

    private static boolean isVariance(String value, String x, FusionContext context) {
        Optional<String> squares = meanOf(value, context);
        Node square = squares.isEmpty() ? null : context.graph().producer(squares.get());
        if (square == null) {
            return false;
        }
        boolean squared = square.is("Pow")
                ? context.number(square.inputs().get(1)).orElse(0) == 2
                : square.is("Mul")
                        && square.inputs().get(0).equals(square.inputs().get(1));
        return squared
                && centred(square.inputs().get(0), context).filter(x::equals).isPresent();
    }

    /** What a value is the mean of, over the last axis, which is kept. */
    private static Optional<String> meanOf(String value, FusionContext context) {
        Node mean = context.graph().producer(value);
        if (mean == null || !mean.is("ReduceMean") || mean.whole("keepdims", 1) != 1) {
            return Optional.empty();
        }
        String x = mean.inputs().get(0);
        int last = context.rank(x) - 1;
        boolean lastAxis = context.axes(mean)
                .filter(axes -> axes.equals(List.of(-1L)) || axes.equals(List.of((long) last)))
                .isPresent();
        return lastAxis ? Optional.of(x) : Optional.empty();
    }

    private static Outcome fuse(
            Node last, String x, String weight, String bias, double epsilon, FusionContext context) {
        long width = context.width(x);
        for (String vector : List.of(weight, bias)) {
            Optional<Constant> constant = context.vector(vector);
            if (constant.isEmpty() || constant.get().size() != width) {
                return Outcome.declined("\"" + vector + "\" is no constant of " + width + " numbers");
            }
        }
        context.graph()
                .replaceProducer(new Node(
                        Node.FUSED,
                        OPERATOR,
                        last.name(),
                        List.of(x, weight, bias),
                        List.of(last.output()),
                        Map.of("epsilon", new Attribute.Real(epsilon)),
                        last.order()));
        return Outcome.FUSED;
    }
}
