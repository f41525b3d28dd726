package io.verdict.transformer.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory that is used again: a buffer that was released serves the next array of at most its capacity, whatever the
 * shapes. It grows with the largest batch so far and never beyond. The contents of a new array are undefined. Not safe
 * for several threads.
 */
final class Arena implements AutoCloseable {
    private static final int GRANULARITY = 64;

    private final List<DataBuffer> free = new ArrayList<>();
    private final List<DataBuffer> used = new ArrayList<>();

    /** An array of that shape in C order, at the start of its buffer. */
    INDArray acquire(DataType type, long... shape) {
        long length = 1;
        for (long size : shape) {
            length = Math.multiplyExact(length, size);
        }
        if (length <= 0) {
            throw new IllegalArgumentException("An array of shape " + java.util.Arrays.toString(shape) + " is empty");
        }
        DataBuffer buffer = take(type, length);
        used.add(buffer);
        return Nd4j.create(buffer, shape, Nd4j.getStrides(shape, 'c'), 0, 'c', type);
    }

    /** Gives the array's memory back; the array must not be used any more. */
    void release(INDArray array) {
        DataBuffer buffer = array.data();
        for (int i = used.size() - 1; i >= 0; i--) {
            if (used.get(i) == buffer) {
                used.remove(i);
                free.add(buffer);
                return;
            }
        }
        throw new IllegalArgumentException("Not an array of this arena: " + Shape.shapeToString(array.shapeInfo()));
    }

    /** The bytes this arena holds, in use or not. */
    long bytes() {
        return bytes(free) + bytes(used);
    }

    /** Frees everything. */
    @Override
    public void close() {
        free.forEach(DataBuffer::close);
        used.forEach(DataBuffer::close);
        free.clear();
        used.clear();
    }

    /** The smallest free buffer that is large enough; if none is, a new one in place of the largest that is not. */
    private DataBuffer take(DataType type, long length) {
        List<DataBuffer> candidates = free.stream()
                .filter(buffer -> buffer.dataType() == type)
                .sorted(Comparator.comparingLong(DataBuffer::length))
                .toList();
        for (DataBuffer buffer : candidates) {
            if (buffer.length() >= length) {
                remove(buffer);
                return buffer;
            }
        }
        if (!candidates.isEmpty()) {
            DataBuffer largest = candidates.get(candidates.size() - 1);
            remove(largest);
            largest.close();
        }
        return Nd4j.createBuffer(type, (length + GRANULARITY - 1) / GRANULARITY * GRANULARITY, false);
    }

    private void remove(DataBuffer buffer) {
        free.removeIf(candidate -> candidate == buffer);
    }

    private static long bytes(List<DataBuffer> buffers) {
        return buffers.stream()
                .mapToLong(buffer -> buffer.length() * buffer.getElementSize())
                .sum();
    }
}
