package io.verdict.onnx;

import io.verdict.onnx.ElementType.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * ONNX's operators as a {@link Probe} computes them, plainly, in float64; of numbers that are not known only the shape
 * is computed. One line an operator.
 *
 * <p>A malformed node makes any of these throw some unchecked exception; the probe then knows nothing of the result.
 */
final class ProbeOps {
    /** One operator. */
    @FunctionalInterface
    interface Op {
        List<ProbeValue> apply(Node node, Arguments arguments);
    }

    /** Operators that move numbers, or copy them, and change none. */
    static final Set<String> MOVEMENT =
            Set.of("Reshape", "Transpose", "Unsqueeze", "Squeeze", "Expand", "Slice", "Gather", "Flatten", "Concat");

    /** Operators that work element by element. */
    static final Set<String> ELEMENTWISE = elementwise();

    private static final Map<String, Op> TABLE = table();

    private ProbeOps() {}

    /** The operator of that name, or null. */
    static @org.jspecify.annotations.Nullable Op find(String operator) {
        return TABLE.get(operator);
    }

    /** All operators the probe knows. */
    static Set<String> names() {
        return TABLE.keySet();
    }

    private static Set<String> elementwise() {
        Set<String> names = new java.util.TreeSet<>(Set.of("Where", "Gelu", "Cast", "CastLike", "Clip"));
        names.addAll(ProbeArithmetic.UNARY.keySet());
        names.addAll(ProbeArithmetic.TEST.keySet());
        names.addAll(ProbeArithmetic.BINARY.keySet());
        names.addAll(ProbeArithmetic.COMPARISON.keySet());
        return java.util.Collections.unmodifiableSet(names);
    }

    private static Map<String, Op> table() {
        Map<String, Op> ops = new HashMap<>();
        ProbeArithmetic.UNARY.forEach((name, function) -> ops.put(
                name,
                (node, in) -> List.of(ProbeArithmetic.unary(in.get(0), in.get(0).kind(), function))));
        ProbeArithmetic.TEST.forEach((name, function) ->
                ops.put(name, (node, in) -> List.of(ProbeArithmetic.unary(in.get(0), Kind.BOOLEAN, function))));
        ProbeArithmetic.BINARY.forEach((name, function) -> ops.put(
                name,
                (node, in) -> List.of(
                        ProbeArithmetic.binary(in.get(0), in.get(1), in.get(0).kind(), function))));
        ProbeArithmetic.COMPARISON.forEach((name, function) -> ops.put(
                name, (node, in) -> List.of(ProbeArithmetic.binary(in.get(0), in.get(1), Kind.BOOLEAN, function))));

        ops.put("Div", (node, in) -> List.of(ProbeArithmetic.divide(in.get(0), in.get(1))));
        ops.put("Where", (node, in) -> List.of(ProbeArithmetic.where(in.get(0), in.get(1), in.get(2))));
        ops.put("Gelu", (node, in) -> List.of(gelu(node, in)));
        ops.put("Clip", (node, in) -> List.of(clip(node, in)));
        ops.put("Cast", (node, in) -> List.of(in.get(0).as(castTarget(node))));
        ops.put("CastLike", (node, in) -> List.of(in.get(0).as(in.get(1).kind())));
        ops.put("Identity", (node, in) -> List.of(in.get(0)));
        ops.put("Dropout", (node, in) -> List.of(in.get(0)));

        ops.put("Shape", (node, in) -> List.of(shape(node, in)));
        ops.put(
                "Size",
                (node, in) -> List.of(ProbeValue.integers(in.get(0).size()).reshaped()));
        ops.put("ConstantOfShape", (node, in) -> List.of(constantOfShape(node, in)));
        ops.put("Range", (node, in) -> List.of(range(in)));
        ops.put("CumSum", (node, in) -> List.of(cumulativeSum(node, in)));

        ops.put(
                "Reshape",
                (node, in) -> List.of(ProbeMovement.reshape(in.get(0), in.longs(1), node.whole("allowzero", 0) == 1)));
        ops.put("Transpose", (node, in) -> List.of(ProbeMovement.transpose(in.get(0), permutation(node, in))));
        ops.put("Unsqueeze", (node, in) -> List.of(ProbeMovement.unsqueeze(in.get(0), in.axes(node, 1))));
        ops.put("Squeeze", (node, in) -> List.of(ProbeMovement.squeeze(in.get(0), in.axes(node, 1))));
        ops.put("Expand", (node, in) -> List.of(ProbeMovement.expand(in.get(0), in.longs(1))));
        ops.put("Slice", (node, in) -> List.of(slice(in)));
        ops.put(
                "Gather",
                (node, in) -> List.of(ProbeMovement.gather(
                        in.get(0),
                        in.get(1),
                        ProbeMovement.axis(node.whole("axis", 0), in.get(0).rank()))));
        ops.put(
                "Concat",
                (node, in) -> List.of(ProbeMovement.concat(
                        in.all(),
                        ProbeMovement.axis(node.whole("axis", 0), in.get(0).rank()))));
        ops.put("Flatten", (node, in) -> List.of(flatten(node, in)));

        ops.put("MatMul", (node, in) -> List.of(ProbeReductions.product(in.get(0), in.get(1))));
        ops.put("Gemm", (node, in) -> List.of(ProbeReductions.gemm(node, in)));
        ops.put("Softmax", (node, in) -> List.of(softmax(node, in, false)));
        ops.put("LogSoftmax", (node, in) -> List.of(softmax(node, in, true)));
        ops.put("LayerNormalization", (node, in) -> List.of(layerNormalization(node, in)));
        ProbeReductions.REDUCTIONS.forEach((name, reduction) -> ops.put(
                name,
                (node, in) -> List.of(ProbeReductions.reduce(
                        in.get(0), in.axes(node, 1), node.whole("keepdims", 1) == 1, reduction))));
        return Map.copyOf(ops);
    }

    private static Kind castTarget(Node node) {
        return ElementType.fromCode(node.whole("to", 0)).orElseThrow().kind();
    }

    private static ProbeValue gelu(Node node, Arguments in) {
        boolean tanh = node.text("approximate", "none").equals("tanh");
        return ProbeArithmetic.unary(in.get(0), Kind.REAL, tanh ? Gaussian::geluTanh : Gaussian::gelu);
    }

    private static ProbeValue clip(Node node, Arguments in) {
        double least = in.find(1).map(ProbeValue::single).orElse(node.real("min", Double.NEGATIVE_INFINITY));
        double most = in.find(2).map(ProbeValue::single).orElse(node.real("max", Double.POSITIVE_INFINITY));
        return ProbeArithmetic.unary(in.get(0), in.get(0).kind(), x -> Math.max(least, Math.min(most, x)));
    }

    private static ProbeValue shape(Node node, Arguments in) {
        long[] shape = in.get(0).shape();
        int start = (int) clampAxis(node.whole("start", 0), shape.length);
        int end = (int) clampAxis(node.whole("end", shape.length), shape.length);
        return ProbeValue.integers(Arrays.copyOfRange(shape, start, Math.max(start, end)));
    }

    private static long clampAxis(long axis, int rank) {
        return Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
    }

    private static ProbeValue constantOfShape(Node node, Arguments in) {
        Constant value = node.tensor("value").orElse(Constant.zeros(1));
        double number = value.at(0);
        return ProbeValue.known(value.type().kind(), in.longs(0), i -> number);
    }

    private static ProbeValue range(Arguments in) {
        double start = in.get(0).single();
        double step = in.get(2).single();
        long count = Math.max(0, (long) Math.ceil((in.get(1).single() - start) / step));
        return ProbeValue.known(in.get(0).kind(), new long[] {count}, i -> start + i * step);
    }

    private static ProbeValue cumulativeSum(Node node, Arguments in) {
        ProbeValue x = in.get(0);
        int axis = ProbeMovement.axis((long) in.get(1).single(), x.rank());
        if (!x.isKnown() || node.whole("exclusive", 0) != 0 || node.whole("reverse", 0) != 0) {
            return ProbeValue.unknown(x.kind(), x.shape());
        }
        long stride = ProbeValue.size(Arrays.copyOfRange(x.shape(), axis + 1, x.rank()));
        double[] sums = new double[(int) x.size()];
        return ProbeValue.known(x.kind(), x.shape(), i -> {
            boolean first = i / stride % x.dimension(axis) == 0;
            sums[i] = x.at(i) + (first ? 0 : sums[(int) (i - stride)]);
            return sums[i];
        });
    }

    private static int[] permutation(Node node, Arguments in) {
        int rank = in.get(0).rank();
        return node.wholes("perm")
                .map(perm -> perm.stream().mapToInt(Long::intValue).toArray())
                .orElseGet(() -> java.util.stream.IntStream.range(0, rank)
                        .map(i -> rank - 1 - i)
                        .toArray());
    }

    private static ProbeValue slice(Arguments in) {
        long[] starts = in.longs(1);
        long[] axes = in.find(3)
                .map(ProbeValue::asLongs)
                .orElseGet(() ->
                        java.util.stream.LongStream.range(0, starts.length).toArray());
        long[] steps = in.find(4).map(ProbeValue::asLongs).orElseGet(() -> {
            long[] ones = new long[starts.length];
            Arrays.fill(ones, 1);
            return ones;
        });
        return ProbeMovement.slice(in.get(0), starts, in.longs(2), axes, steps);
    }

    private static ProbeValue flatten(Node node, Arguments in) {
        long[] shape = in.get(0).shape();
        int axis = (int) clampAxis(node.whole("axis", 1), shape.length);
        return in.get(0)
                .reshaped(
                        ProbeValue.size(Arrays.copyOfRange(shape, 0, axis)),
                        ProbeValue.size(Arrays.copyOfRange(shape, axis, shape.length)));
    }

    private static ProbeValue softmax(Node node, Arguments in, boolean logarithm) {
        int axis = ProbeMovement.axis(node.whole("axis", -1), in.get(0).rank());
        return ProbeReductions.softmax(in.get(0), axis, logarithm);
    }

    private static ProbeValue layerNormalization(Node node, Arguments in) {
        ProbeValue x = in.get(0);
        return ProbeReductions.layerNormalization(
                x,
                in.get(1),
                in.find(2).orElse(ProbeValue.scalar(Kind.REAL, 0)),
                ProbeMovement.axis(node.whole("axis", -1), x.rank()),
                node.real("epsilon", 1e-5));
    }
}
