package io.verdict.onnx;

import io.verdict.onnx.ElementType.Kind;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A value while a graph is tried out ({@link Probe}): its shape, and its numbers if they are known. Integers and
 * booleans are held as doubles too; every index and size that occurs is exact in a double.
 */
final class ProbeValue {
    /** Values with more elements than this have a shape only. */
    static final int MAX_KNOWN = 1 << 22;

    private final Kind kind;
    private final long[] shape;
    private final double @Nullable [] numbers;

    private ProbeValue(Kind kind, long[] shape, double @Nullable [] numbers) {
        this.kind = kind;
        this.shape = shape;
        this.numbers = numbers;
    }

    /** A value of which only the shape is known. */
    static ProbeValue unknown(Kind kind, long... shape) {
        size(shape);
        return new ProbeValue(kind, shape.clone(), null);
    }

    /** A known value; unknown if it is too large. */
    static ProbeValue known(Kind kind, long[] shape, IntToDoubleFunction numbers) {
        long size = size(shape);
        if (size > MAX_KNOWN) {
            return unknown(kind, shape);
        }
        double[] all = new double[(int) size];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers.applyAsDouble(i);
        }
        return new ProbeValue(kind, shape.clone(), all);
    }

    static ProbeValue scalar(Kind kind, double number) {
        return known(kind, new long[0], i -> number);
    }

    static ProbeValue integers(long... numbers) {
        return known(Kind.INTEGER, new long[] {numbers.length}, i -> numbers[i]);
    }

    static ProbeValue of(Constant constant) {
        long[] shape = constant.shape().stream().mapToLong(Long::longValue).toArray();
        return known(constant.type().kind(), shape, constant::at);
    }

    /** The number of elements; a shape that no memory can hold is an {@link ArithmeticException}. */
    static long size(long... shape) {
        long size = 1;
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new ArithmeticException("negative dimension in " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }

    Kind kind() {
        return kind;
    }

    long[] shape() {
        return shape.clone();
    }

    int rank() {
        return shape.length;
    }

    long dimension(int axis) {
        return shape[axis < 0 ? axis + shape.length : axis];
    }

    boolean hasShape(long... other) {
        return Arrays.equals(shape, other);
    }

    long size() {
        return size(shape);
    }

    boolean isKnown() {
        return numbers != null;
    }

    double at(int index) {
        if (numbers == null) {
            throw new IllegalStateException("The numbers of this value are not known");
        }
        return numbers[index];
    }

    /** The only number of a known value of one element. */
    double single() {
        if (size() != 1) {
            throw new IllegalArgumentException("Expected one number, the shape is " + Arrays.toString(shape));
        }
        return at(0);
    }

    /** The known numbers as integers; the largest ones saturate. */
    long[] asLongs() {
        long[] all = new long[(int) size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (long) at(i);
        }
        return all;
    }

    /** Whether both are known and equal in shape and numbers. */
    boolean sameAs(ProbeValue other) {
        return isKnown() && Arrays.equals(shape, other.shape) && Arrays.equals(numbers, other.numbers);
    }

    ProbeValue reshaped(long... newShape) {
        if (size(newShape) != size()) {
            throw new IllegalArgumentException(
                    Arrays.toString(shape) + " does not reshape to " + Arrays.toString(newShape));
        }
        return new ProbeValue(kind, newShape.clone(), numbers);
    }

    /** The value as another kind, as ONNX's Cast converts. */
    ProbeValue as(Kind target) {
        if (kind == target) {
            return this;
        }
        if (numbers == null) {
            return unknown(target, shape);
        }
        return switch (target) {
            case REAL -> new ProbeValue(target, shape, numbers);
            case INTEGER -> known(target, shape, i -> (long) at(i));
            case BOOLEAN -> known(target, shape, i -> at(i) == 0 ? 0 : 1);
        };
    }
}
