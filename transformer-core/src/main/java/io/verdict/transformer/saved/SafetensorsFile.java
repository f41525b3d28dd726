package io.verdict.transformer.saved;

import io.verdict.transformer.Compute;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A safetensors file, read by mapping it into memory piece by piece: the Java heap never holds a tensor. The header is
 * checked when the file is opened. Types F32, F64, F16 and BF16 are read, all as float32: F64 is rounded, the other two
 * are exact. Close it; arrays that were read stay. One thread at a time.
 */
public final class SafetensorsFile implements AutoCloseable {
    /** The limit of HuggingFace's own reader: a header is kilobytes, more is an attack or another format. */
    private static final long MAX_HEADER = 100_000_000;
    /** Elements converted at once. */
    private static final int BLOCK = 1 << 16;
    /** Bytes mapped at once: a mapping cannot exceed 2 GiB, a tensor may. A multiple of every element's size. */
    private static final long MAPPING = 1L << 28;

    private final Path path;
    private final FileChannel channel;
    private final SafetensorsHeader header;
    private final long dataStart;

    private SafetensorsFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        long fileBytes = channel.size();
        long headerBytes = fileBytes < Long.BYTES
                ? -1
                : read(0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (headerBytes < 2 || headerBytes > MAX_HEADER || headerBytes > fileBytes - Long.BYTES) {
            throw new VerdictException(path + " is no safetensors file, or is truncated: it has " + fileBytes + " bytes"
                    + (headerBytes == -1 ? "" : " and announces a header of " + headerBytes + " bytes"));
        }
        this.dataStart = Long.BYTES + headerBytes;
        String json = StandardCharsets.UTF_8
                .newDecoder()
                .decode(read(Long.BYTES, Math.toIntExact(headerBytes)))
                .toString();
        this.header = SafetensorsHeader.parse(json, fileBytes - dataStart, path.toString());
    }

    /**
     * Opens a file.
     *
     * @throws VerdictException if it is missing, truncated, or its header is not valid; the message names it
     */
    public static SafetensorsFile open(Path path) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new SafetensorsFile(path, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new VerdictException(path + " does not exist", e);
        } catch (CharacterCodingException e) {
            throw new VerdictException(path + ": the safetensors header is not UTF-8", e);
        } catch (IOException e) {
            throw new VerdictException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The names of the tensors, in the header's order. */
    public Set<String> names() {
        return header.tensors().keySet();
    }

    /** The header's free text. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** The shape of a tensor. */
    public List<Long> shape(String name) {
        return tensor(name).shape();
    }

    /**
     * Reads a tensor as a new float32 array in C order.
     *
     * @throws VerdictException if there is no such tensor or it is empty, or the file cannot be read
     */
    public INDArray load(String name) {
        SafetensorsHeader.Tensor tensor = tensor(name);
        if (tensor.elements() == 0) {
            throw new VerdictException(path + ": tensor " + name + " is empty, its shape is " + tensor.shape());
        }
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        read(tensor, array);
        return array;
    }

    /**
     * Reads a tensor into an array of its shape, float32 in dense C order.
     *
     * @throws VerdictException if the shapes differ, there is no such tensor, or the file cannot be read
     * @throws IllegalArgumentException if the array has another type or order, or is a view
     */
    public void loadInto(String name, INDArray array) {
        if (array.dataType() != DataType.FLOAT || !SafetensorsWriter.isDense(array)) {
            throw new IllegalArgumentException("Tensor " + name + " needs a float array of its own in C order, not "
                    + array.dataType() + " in order '" + array.ordering() + "'" + (array.isView() ? ", a view" : ""));
        }
        SafetensorsHeader.Tensor tensor = tensor(name);
        List<Long> shape = java.util.stream.LongStream.of(array.shape()).boxed().toList();
        if (!tensor.shape().equals(shape)) {
            throw new VerdictException(
                    path + ": tensor " + name + " has the shape " + tensor.shape() + ", expected " + shape);
        }
        read(tensor, array);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new VerdictException(path + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private void read(SafetensorsHeader.Tensor tensor, INDArray array) {
        Sink sink = sink(array);
        float[] block = new float[BLOCK];
        long at = 0;
        try {
            for (long start = tensor.start(); start < tensor.end(); start += MAPPING) {
                long bytes = Math.min(MAPPING, tensor.end() - start);
                MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, dataStart + start, bytes);
                mapped.order(ByteOrder.LITTLE_ENDIAN);
                int elementBytes = tensor.type().bytes();
                int count;
                for (int position = 0; position < bytes; position += count * elementBytes) {
                    count = (int) Math.min(BLOCK, (bytes - position) / elementBytes);
                    ByteBuffer slice =
                            mapped.slice(position, count * elementBytes).order(ByteOrder.LITTLE_ENDIAN);
                    tensor.type().toFloats(slice, block, count);
                    sink.put(at, block, count);
                    at += count;
                }
            }
        } catch (IOException e) {
            throw new VerdictException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private interface Sink {
        void put(long at, float[] values, int count);
    }

    /** Writes straight into host memory; on a backend whose arrays live elsewhere, through ND4J. */
    private static Sink sink(INDArray array) {
        if (Compute.arraysAreInHostMemory()) {
            var floats = array.data().asNioFloat();
            return (at, values, count) -> floats.put(Math.toIntExact(at), values, 0, count);
        }
        INDArray flat = array.reshape(array.length());
        return (at, values, count) -> flat.get(NDArrayIndex.interval(at, at + count))
                .assign(Nd4j.createFromArray(java.util.Arrays.copyOf(values, count)));
    }

    private SafetensorsHeader.Tensor tensor(String name) {
        SafetensorsHeader.Tensor tensor = header.tensors().get(name);
        if (tensor == null) {
            throw new VerdictException(path + " has no tensor " + name);
        }
        return tensor;
    }

    private ByteBuffer read(long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file ended at byte " + (position + buffer.position()));
            }
        }
        return buffer.flip();
    }
}
