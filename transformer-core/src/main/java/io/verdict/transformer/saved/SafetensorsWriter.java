package io.verdict.transformer.saved;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.verdict.transformer.Compute;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Writes safetensors files of float32, tensor by tensor in small blocks. */
public final class SafetensorsWriter {
    /** Elements written at once. */
    private static final int BLOCK = 1 << 16;
    /** Tensors begin at a multiple of this, as HuggingFace's writer lays them. */
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /**
     * Writes a new file and waits until it is on the disk.
     *
     * @param tensors float32 arrays, in the order in which they are written; views and arrays in another order than C
     *     are copied one at a time
     * @param metadata free text for the header
     * @throws IOException if the file exists already or cannot be written
     * @throws IllegalArgumentException if an array has another type; then no file is made
     */
    public static void write(Path path, Map<String, INDArray> tensors, Map<String, String> metadata)
            throws IOException {
        byte[] header = header(tensors, metadata);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            ByteBuffer start = ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
            start.putLong(header.length).put(header).flip();
            writeAll(channel, start);
            for (INDArray tensor : tensors.values()) {
                if (isDense(tensor)) {
                    write(channel, tensor);
                } else {
                    try (INDArray dense = tensor.dup('c')) {
                        write(channel, dense);
                    }
                }
            }
            channel.force(true);
        }
    }

    /** Whether an array's memory is its values in C order and nothing else. */
    static boolean isDense(INDArray array) {
        return array.ordering() == 'c' && !array.isView() && Shape.hasDefaultStridesForShape(array);
    }

    private static byte[] header(Map<String, INDArray> tensors, Map<String, String> metadata) {
        JsonObject header = new JsonObject();
        JsonObject text = new JsonObject();
        metadata.forEach(text::addProperty);
        header.add("__metadata__", text);
        long end = 0;
        for (Map.Entry<String, INDArray> entry : tensors.entrySet()) {
            if (entry.getValue().dataType() != DataType.FLOAT) {
                throw new IllegalArgumentException("Tensor " + entry.getKey() + " is "
                        + entry.getValue().dataType() + ", only float arrays are written");
            }
            JsonObject tensor = new JsonObject();
            tensor.addProperty("dtype", TensorType.F32.name());
            JsonArray shape = new JsonArray();
            Arrays.stream(entry.getValue().shape()).forEach(shape::add);
            tensor.add("shape", shape);
            JsonArray offsets = new JsonArray();
            offsets.add(end);
            end += entry.getValue().length() * Float.BYTES;
            offsets.add(end);
            tensor.add("data_offsets", offsets);
            header.add(entry.getKey(), tensor);
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    private static void write(FileChannel channel, INDArray tensor) throws IOException {
        Source source = source(tensor);
        float[] values = new float[BLOCK];
        ByteBuffer bytes = ByteBuffer.allocateDirect(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int count;
        for (long at = 0; at < tensor.length(); at += count) {
            count = (int) Math.min(BLOCK, tensor.length() - at);
            source.get(at, values, count);
            bytes.clear().limit(count * Float.BYTES);
            bytes.asFloatBuffer().put(values, 0, count);
            writeAll(channel, bytes);
        }
    }

    private interface Source {
        void get(long at, float[] values, int count);
    }

    /** Reads straight from host memory; on a backend whose arrays live elsewhere, through ND4J. */
    private static Source source(INDArray array) {
        if (!Compute.kernelsName().equals("nd4j")) {
            var floats = array.data().asNioFloat();
            return (at, values, count) -> floats.get(Math.toIntExact(at), values, 0, count);
        }
        INDArray flat = array.reshape(array.length());
        return (at, values, count) -> System.arraycopy(
                flat.get(NDArrayIndex.interval(at, at + count)).dup().toFloatVector(), 0, values, 0, count);
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
