package io.verdict.onnx;

import io.verdict.onnx.ElementType.Kind;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** The operators that sum over numbers: products, reductions, softmax, layer normalization. */
final class ProbeReductions {
    /** What a reduction makes of the numbers it reduces. */
    @FunctionalInterface
    interface Reduction {
        double apply(double[] numbers);
    }

    static final Map<String, Reduction> REDUCTIONS = Map.of(
            "ReduceL1", numbers -> DoubleStream.of(numbers).map(Math::abs).sum(),
            "ReduceL2",
                    numbers ->
                            Math.sqrt(DoubleStream.of(numbers).map(x -> x * x).sum()),
            "ReduceMax", numbers -> DoubleStream.of(numbers).max().orElse(Double.NEGATIVE_INFINITY),
            "ReduceMean", numbers -> DoubleStream.of(numbers).sum() / numbers.length,
            "ReduceMin", numbers -> DoubleStream.of(numbers).min().orElse(Double.POSITIVE_INFINITY),
            "ReduceProd", numbers -> DoubleStream.of(numbers).reduce(1, (a, b) -> a * b),
            "ReduceSum", numbers -> DoubleStream.of(numbers).sum());

    /** The most multiplications of a matrix product; only large ones of known numbers would need more. */
    private static final long MAX_PRODUCTS = 1 << 26;

    private ProbeReductions() {}

    /**
     * Reduces over axes; none is all.
     *
     * @param keep whether reduced axes stay as 1
     */
    static ProbeValue reduce(ProbeValue x, long[] axes, boolean keep, Reduction reduction) {
        boolean[] reduced = new boolean[x.rank()];
        Arrays.fill(reduced, axes.length == 0);
        for (long axis : axes) {
            reduced[ProbeMovement.axis(axis, x.rank())] = true;
        }
        // Reduced axes to the end, then each run of numbers at the end becomes one.
        int[] order = new int[x.rank()];
        long[] kept = x.shape();
        long[] dropped = new long[x.rank()];
        int place = 0;
        for (int axis = 0; axis < x.rank(); axis++) {
            if (!reduced[axis]) {
                dropped[place] = x.dimension(axis);
                order[place++] = axis;
            }
        }
        long[] shape = Arrays.copyOf(dropped, place);
        for (int axis = 0; axis < x.rank(); axis++) {
            if (reduced[axis]) {
                kept[axis] = 1;
                order[place++] = axis;
            }
        }
        long[] result = keep ? kept : shape;
        ProbeValue moved = ProbeMovement.transpose(x, order);
        int count = Math.toIntExact(x.size() / Math.max(1, ProbeValue.size(result)));
        return moved.isKnown()
                ? ProbeValue.known(x.kind(), result, i -> reduction.apply(run(moved, i, count)))
                : ProbeValue.unknown(x.kind(), result);
    }

    private static double[] run(ProbeValue x, int index, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = x.at(index * count + i);
        }
        return numbers;
    }

    /** Softmax over one axis, or its logarithm. */
    static ProbeValue softmax(ProbeValue x, int axis, boolean logarithm) {
        if (!x.isKnown()) {
            return ProbeValue.unknown(Kind.REAL, x.shape());
        }
        long[] over = {axis};
        ProbeValue greatest =
                reduce(x, over, true, numbers -> DoubleStream.of(numbers).max().orElse(0));
        ProbeValue shifted = ProbeArithmetic.binary(x, greatest, Kind.REAL, (a, b) -> a - b);
        ProbeValue sum = reduce(
                shifted,
                over,
                true,
                numbers -> DoubleStream.of(numbers).map(Math::exp).sum());
        return logarithm
                ? ProbeArithmetic.binary(shifted, sum, Kind.REAL, (a, b) -> a - Math.log(b))
                : ProbeArithmetic.binary(shifted, sum, Kind.REAL, (a, b) -> Math.exp(a) / b);
    }

    /** Layer normalization over the axes from {@code axis} on. */
    static ProbeValue layerNormalization(ProbeValue x, ProbeValue weight, ProbeValue bias, int axis, double epsilon) {
        long[] over = java.util.stream.LongStream.range(axis, x.rank()).toArray();
        ProbeValue mean =
                reduce(x, over, true, numbers -> DoubleStream.of(numbers).sum() / numbers.length);
        ProbeValue centred = ProbeArithmetic.binary(x, mean, Kind.REAL, (a, b) -> a - b);
        ProbeValue variance = reduce(
                centred,
                over,
                true,
                numbers -> DoubleStream.of(numbers).map(a -> a * a).sum() / numbers.length);
        ProbeValue normal = ProbeArithmetic.binary(centred, variance, Kind.REAL, (a, b) -> a / Math.sqrt(b + epsilon));
        ProbeValue scaled = ProbeArithmetic.binary(normal, weight, Kind.REAL, (a, b) -> a * b);
        return ProbeArithmetic.binary(scaled, bias, Kind.REAL, Double::sum);
    }

    /** The matrix product over the last two axes; the others broadcast. */
    static ProbeValue product(ProbeValue a, ProbeValue b) {
        if (a.rank() < 2 || b.rank() < 2 || a.dimension(-1) != b.dimension(-2)) {
            throw new IllegalArgumentException(Arrays.toString(a.shape()) + " times " + Arrays.toString(b.shape()));
        }
        long[] batch =
                ProbeMovement.broadcast(Arrays.copyOf(a.shape(), a.rank() - 2), Arrays.copyOf(b.shape(), b.rank() - 2));
        int rows = Math.toIntExact(a.dimension(-2));
        int inner = Math.toIntExact(a.dimension(-1));
        int columns = Math.toIntExact(b.dimension(-1));
        long[] shape = with(batch, rows, columns);
        ProbeValue left = ProbeMovement.stretch(a, with(batch, rows, inner));
        ProbeValue right = ProbeMovement.stretch(b, with(batch, inner, columns));
        boolean small = ProbeValue.size(shape) <= MAX_PRODUCTS / Math.max(1, inner);
        if (!left.isKnown() || !right.isKnown() || !small) {
            return ProbeValue.unknown(Kind.REAL, shape);
        }
        return ProbeValue.known(Kind.REAL, shape, i -> {
            int column = i % columns;
            int row = i / columns;
            int block = row / rows;
            double sum = 0;
            for (int k = 0; k < inner; k++) {
                sum += left.at(row * inner + k) * right.at((block * inner + k) * columns + column);
            }
            return sum;
        });
    }

    /** ONNX's Gemm, {@code alpha A B + beta C}. */
    static ProbeValue gemm(Node node, Arguments in) {
        int[] turned = {1, 0};
        ProbeValue a = in.get(0);
        ProbeValue b = in.get(1);
        ProbeValue product = product(
                node.whole("transA", 0) == 1 ? ProbeMovement.transpose(a, turned) : a,
                node.whole("transB", 0) == 1 ? ProbeMovement.transpose(b, turned) : b);
        DoubleUnaryOperator scale = x -> x * node.real("alpha", 1);
        ProbeValue scaled = ProbeArithmetic.unary(product, Kind.REAL, scale);
        return in.find(2)
                .map(c -> ProbeArithmetic.binary(scaled, c, Kind.REAL, (x, y) -> x + node.real("beta", 1) * y))
                .orElse(scaled);
    }

    private static long[] with(long[] batch, long rows, long columns) {
        long[] shape = Arrays.copyOf(batch, batch.length + 2);
        shape[batch.length] = rows;
        shape[batch.length + 1] = columns;
        return shape;
    }
}
