package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Reads the files of a tar archive one after the other (POSIX.1-1988 and GNU headers; names up to 255 characters),
 * compressed with gzip or not. Not for use by several threads.
 */
final class TarReader implements AutoCloseable {
    private static final int BLOCK = 512;
    /** No file of a data set is larger. */
    private static final long LARGEST_FILE = 1L << 26;

    private final Path archive;
    private final InputStream in;
    private String name = "";
    private long size;
    private boolean read;

    private TarReader(Path archive, InputStream in) {
        this.archive = archive;
        this.in = in;
    }

    static TarReader open(Path archive, LongConsumer progress) {
        return new TarReader(archive, DataFile.of(archive).open(progress));
    }

    /** Goes to the next entry, be it file, folder or something else. */
    boolean next() {
        try {
            if (!name.isEmpty() && !read) {
                in.skipNBytes(padded(size));
            }
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == 0 || isZero(header)) {
                // Nothing to pass over, should somebody ask again.
                name = "";
                return false;
            }
            if (header.length < BLOCK || octal(header, 148, 8) != checksum(header)) {
                throw new VerdictException(archive + " is no tar archive, or it is damaged.");
            }
            String prefix = field(header, 345, 155);
            // GNU's header has times where POSIX has the prefix.
            boolean posix = field(header, 257, 6).equals("ustar") && header[262] == 0;
            name = posix && !prefix.isEmpty() ? prefix + "/" + field(header, 0, 100) : field(header, 0, 100);
            size = octal(header, 124, 12);
            read = false;
            return true;
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /** The path of the present entry. */
    String name() {
        return name;
    }

    /** The content of the present entry, strictly as UTF-8. */
    String text() {
        if (size > LARGEST_FILE) {
            throw new VerdictException(archive + ": " + name + " is too large, " + size + " bytes.");
        }
        try {
            byte[] content = in.readNBytes((int) size);
            if (content.length < size) {
                throw new EOFException("it ends within " + name);
            }
            in.skipNBytes(padded(size) - size);
            read = true;
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw new VerdictException(archive + ": " + name + " is not valid UTF-8.", invalid);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    private static long padded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static boolean isZero(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    private static long checksum(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            // The sum is made with blanks in its own place.
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xFF;
        }
        return sum;
    }

    private long octal(byte[] header, int offset, int length) {
        String digits = field(header, offset, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException damaged) {
            throw new VerdictException(archive + " is no tar archive, or it is damaged.", damaged);
        }
    }

    private static String field(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }

    private VerdictException failed(IOException failure) {
        return new VerdictException(archive + " cannot be read: " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException failure) {
            throw failed(failure);
        }
    }
}
