package io.verdict.cli;

import io.verdict.transformer.VerdictException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of UTF-8 text. A line ends with LF or CR LF and nothing else: a text may hold a lone CR or any of Unicode's
 * other line separators. A byte order mark at the start is skipped. An empty line is an empty text.
 */
final class Lines {
    private static final int BUFFER = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final String name;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;

    /** @param name what the stream is, for messages */
    Lines(InputStream in, String name) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.name = name;
    }

    /**
     * The next lines, at least one and at most so many; fewer if more would have to be waited for. Empty at the end.
     *
     * @throws VerdictException if a line is not UTF-8, with its number
     */
    List<String> next(int most) {
        List<String> lines = new ArrayList<>();
        try {
            while (lines.size() < most && (lines.isEmpty() || in.available() > 0) && read()) {
                lines.add(decode());
            }
        } catch (IOException e) {
            throw new VerdictException("Cannot read " + name + ": " + e.getMessage(), e);
        }
        return lines;
    }

    /** Fills {@link #line}; false at the end. */
    private boolean read() throws IOException {
        line.reset();
        int next = in.read();
        if (next < 0) {
            return false;
        }
        number++;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return true;
    }

    private String decode() {
        byte[] bytes = line.toByteArray();
        int from = number == 1 && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        int to = bytes.length > from && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new VerdictException(
                    "Line " + number + " of " + name + " is not UTF-8; convert it, e.g. with iconv", e);
        }
    }

    private static boolean startsWithMark(byte[] bytes) {
        if (bytes.length < BYTE_ORDER_MARK.length) {
            return false;
        }
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (bytes[i] != BYTE_ORDER_MARK[i]) {
                return false;
            }
        }
        return true;
    }
}
