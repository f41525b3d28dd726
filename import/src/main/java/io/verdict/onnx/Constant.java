package io.verdict.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A tensor that stands in the file. The bytes are the file's own, not a copy: dense, in C order, little-endian.
 *
 * <p>Immutable; the bytes are read through duplicates.
 */
final class Constant {
    private final ElementType type;
    private final List<Long> shape;
    private final ByteBuffer bytes;

    /**
     * @param shape dimensions, checked: not negative, their product times the element size is the number of bytes
     */
    Constant(ElementType type, List<Long> shape, ByteBuffer bytes) {
        this.type = type;
        this.shape = List.copyOf(shape);
        this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (this.bytes.remaining() != Math.multiplyExact(size(shape), type.bytes())) {
            throw new IllegalArgumentException(
                    type + " of shape " + shape + " does not take " + this.bytes.remaining() + " bytes");
        }
    }

    /** A float tensor of zeros. */
    static Constant zeros(long... shape) {
        List<Long> dimensions = java.util.Arrays.stream(shape).boxed().toList();
        return new Constant(ElementType.FLOAT, dimensions, ByteBuffer.allocate(Math.toIntExact(4 * size(dimensions))));
    }

    /**
     * The number of elements of a shape.
     *
     * @throws ArithmeticException if it does not fit a long
     */
    static long size(List<Long> shape) {
        long size = 1;
        for (long dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }

    ElementType type() {
        return type;
    }

    List<Long> shape() {
        return shape;
    }

    int rank() {
        return shape.size();
    }

    long size() {
        return size(shape);
    }

    /** The same numbers in another shape of the same size. */
    Constant reshaped(List<Long> newShape) {
        return new Constant(type, newShape, bytes);
    }

    /** The numbers as float32. */
    Constant toFloat() {
        if (type == ElementType.FLOAT) {
            return this;
        }
        ByteBuffer widened = ByteBuffer.allocate(Math.toIntExact(Math.multiplyExact(4, size())))
                .order(ByteOrder.LITTLE_ENDIAN);
        copyTo(widened.asFloatBuffer());
        return new Constant(ElementType.FLOAT, shape, widened);
    }

    /** The matrix with rows and columns exchanged. */
    Constant transposed() {
        int rows = shape.get(0).intValue();
        int columns = shape.get(1).intValue();
        int width = type.bytes();
        ByteBuffer turned = ByteBuffer.allocate(bytes.remaining());
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                int from = bytes.position() + (row * columns + column) * width;
                for (int i = 0; i < width; i++) {
                    turned.put(bytes.get(from + i));
                }
            }
        }
        return new Constant(type, List.of(shape.get(1), shape.get(0)), turned.flip());
    }

    ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Element {@code index} as a number; unsigned types are read as unsigned. */
    double at(int index) {
        int position = bytes.position() + index * type.bytes();
        return switch (type) {
            case FLOAT -> bytes.getFloat(position);
            case DOUBLE -> bytes.getDouble(position);
            case FLOAT16 -> HalfPrecision.float16(bytes.getShort(position));
            case BFLOAT16 -> HalfPrecision.bfloat16(bytes.getShort(position));
            case INT64, UINT64 -> bytes.getLong(position);
            case INT32 -> bytes.getInt(position);
            case UINT32 -> Integer.toUnsignedLong(bytes.getInt(position));
            case INT16 -> bytes.getShort(position);
            case UINT16 -> Short.toUnsignedInt(bytes.getShort(position));
            case INT8 -> bytes.get(position);
            case UINT8 -> Byte.toUnsignedInt(bytes.get(position));
            case BOOL -> bytes.get(position) == 0 ? 0 : 1;
        };
    }

    /**
     * Writes the elements as float32, in order: narrower floating-point types are widened exactly, float64 is rounded.
     *
     * @throws IllegalStateException if the elements are no floating-point numbers
     */
    void copyTo(FloatBuffer target) {
        if (!type.real()) {
            throw new IllegalStateException("A tensor of " + type + " is no parameter");
        }
        if (type == ElementType.FLOAT) {
            target.put(bytes().asFloatBuffer());
            return;
        }
        int size = Math.toIntExact(size());
        for (int i = 0; i < size; i++) {
            target.put((float) at(i));
        }
    }

    @Override
    public String toString() {
        return type + " " + shape;
    }
}
