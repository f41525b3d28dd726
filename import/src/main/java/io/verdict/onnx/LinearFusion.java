package io.verdict.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A linear layer, {@code y = x W + b}: a MatMul with a constant (perhaps behind a Transpose) and an Add with a constant
 * on either side, or a Gemm.
 *
 * <p>Makes {@code Linear(x, weight[, bias])} with the attribute {@code transposed}: 1 if the weight lies in the file as
 * {@code [in, out]}, 0 if as {@code [out, in]}.
 */
final class LinearFusion implements Fusion {
    static final String OPERATOR = "Linear";

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public Outcome tryAt(Node product, FusionContext context) {
        if (product.inputs().size() < 2 || !(product.is("MatMul") || product.is("Gemm"))) {
            return Outcome.NOT_HERE;
        }
        Optional<Weight> weight = weight(product.inputs().get(1), context);
        if (weight.isEmpty()) {
            return Outcome.NOT_HERE;
        }
        return product.is("Gemm") ? gemm(product, weight.get(), context) : matMul(product, weight.get(), context);
    }

    /** A constant matrix, and whether a Transpose stands between it and its reader. */
    private record Weight(String constant, boolean turned, long in, long out) {}

    private static Optional<Weight> weight(String value, FusionContext context) {
        Node transpose = context.graph().producer(value);
        if (transpose == null) {
            return weight(value, false, context);
        }
        boolean turns = transpose.is("Transpose")
                && transpose.wholes("perm").orElse(List.of(1L, 0L)).equals(List.of(1L, 0L));
        return turns ? weight(transpose.inputs().get(0), true, context) : Optional.empty();
    }

    private static Optional<Weight> weight(String name, boolean turned, FusionContext context) {
        return context.graph()
                .constant(name)
                .filter(constant -> constant.rank() == 2 && constant.type().real())
                .map(constant -> {
                    long rows = constant.shape().get(0);
                    long columns = constant.shape().get(1);
                    return new Weight(name, turned, turned ? columns : rows, turned ? rows : columns);
                });
    }

    private static Outcome gemm(Node gemm, Weight weight, FusionContext context) {
        if (gemm.whole("transA", 0) != 0 || gemm.real("alpha", 1) != 1 || gemm.real("beta", 1) != 1) {
            return Outcome.declined("it transposes its first input, or alpha or beta is not 1");
        }
        boolean outIn = weight.turned() != (gemm.whole("transB", 0) == 1);
        long out = gemm.whole("transB", 0) == 1 ? weight.in() : weight.out();
        return fuse(gemm, gemm, weight.constant(), !outIn, gemm.input(2), out, context);
    }

    private static Outcome matMul(Node product, Weight weight, FusionContext context) {
        Graph graph = context.graph();
        if (graph.usedOnce(product.output())) {
            Node add = graph.consumers(product.output()).get(0);
            if (add.is("Add")) {
                for (Operands sum : Operands.ofEither(add)) {
                    boolean bias = sum.first().equals(product.output())
                            && context.vector(sum.second())
                                    .filter(vector -> vector.size() == weight.out())
                                    .isPresent();
                    if (bias) {
                        return fuse(
                                product,
                                add,
                                weight.constant(),
                                !weight.turned(),
                                Optional.of(sum.second()),
                                weight.out(),
                                context);
                    }
                }
            }
        }
        return fuse(product, product, weight.constant(), !weight.turned(), Optional.empty(), weight.out(), context);
    }

    private static Outcome fuse(
            Node product,
            Node last,
            String weight,
            boolean transposed,
            Optional<String> bias,
            long out,
            FusionContext context) {
        if (bias.isPresent()
                && context.vector(bias.get())
                        .filter(vector -> vector.size() == out)
                        .isEmpty()) {
            return Outcome.declined("\"" + bias.get() + "\" is no constant of " + out + " numbers");
        }
        List<String> inputs = new ArrayList<>(List.of(product.inputs().get(0), weight));
        bias.ifPresent(inputs::add);
        context.graph()
                .replaceProducer(new Node(
                        Node.FUSED,
                        OPERATOR,
                        product.name(),
                        inputs,
                        List.of(last.output()),
                        Map.of("transposed", new Attribute.Whole(transposed ? 1 : 0)),
                        last.order()));
        return Outcome.FUSED;
    }
}
