package io.verdict.trainer.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of records as TensorFlow frames them: length, the length's checksum, the bytes, theirs. Source: TensorFlow,
 * {@code tensorflow/core/lib/io/record_writer.cc} and {@code lib/hash/crc32c.h}.
 */
final class EventFile implements Closeable {
    private static final int MASK = 0xa282ead8;
    /** Bytes of a record besides its own. */
    private static final int FRAME = Long.BYTES + 2 * Integer.BYTES;

    private final FileChannel channel;

    private EventFile(FileChannel channel) {
        this.channel = channel;
    }

    /** A new file. */
    static EventFile create(Path file) throws IOException {
        return new EventFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    void write(byte[] message) throws IOException {
        ByteBuffer record = framed(message);
        while (record.hasRemaining()) {
            channel.write(record);
        }
    }

    static ByteBuffer framed(byte[] message) {
        ByteBuffer record = ByteBuffer.allocate(FRAME + message.length).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(message.length);
        record.putInt(maskedChecksum(record.array(), Long.BYTES));
        record.put(message);
        record.putInt(maskedChecksum(message, message.length));
        return record.flip();
    }

    /** Checksums of data that holds checksums are weak, so TensorFlow rotates them and adds a constant. */
    private static int maskedChecksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
