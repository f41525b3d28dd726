package io.verdict.trainer.predict;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A UTF-8 file that grows; what it held behind a given length is cut off first. */
final class AppendedFile implements AutoCloseable {
    private final FileChannel channel;
    private long length;

    AppendedFile(Path file, long length) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(length);
        if (channel.size() < length) {
            channel.close();
            throw new IOException("it is shorter than it was");
        }
        channel.position(length);
        this.length = length;
    }

    void append(CharSequence text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        while (bytes.hasRemaining()) {
            length += channel.write(bytes);
        }
    }

    long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
