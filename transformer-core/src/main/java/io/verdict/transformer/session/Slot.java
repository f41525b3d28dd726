package io.verdict.transformer.session;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory for one array at a time, as large as the largest so far. The contents of a new array are undefined. Not safe
 * for several threads.
 */
final class Slot implements AutoCloseable {
    private static final int GRANULARITY = 64;

    private final DataType type;
    private @Nullable DataBuffer buffer;

    Slot(DataType type) {
        this.type = type;
    }

    /** An array of that shape in C order, at the start of the slot's buffer; the slot's array before is gone. */
    INDArray array(long... shape) {
        long length = 1;
        for (long size : shape) {
            length = Math.multiplyExact(length, size);
        }
        if (length <= 0) {
            throw new IllegalArgumentException("An array of shape " + java.util.Arrays.toString(shape) + " is empty");
        }
        DataBuffer memory = buffer;
        if (memory == null || memory.length() < length) {
            close();
            memory = Nd4j.createBuffer(type, (length + GRANULARITY - 1) / GRANULARITY * GRANULARITY, false);
            buffer = memory;
        }
        return Nd4j.create(memory, shape, Nd4j.getStrides(shape, 'c'), 0, 'c', type);
    }

    /** The bytes this slot holds. */
    long bytes() {
        return buffer == null ? 0 : buffer.length() * buffer.getElementSize();
    }

    /** Frees the memory. */
    @Override
    public void close() {
        if (buffer != null) {
            buffer.close();
            buffer = null;
        }
    }
}
