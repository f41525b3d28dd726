package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Decodes a file strictly as UTF-8, without its byte order mark. A byte that is not UTF-8 is an error with its line,
 * never a replacement character.
 */
final class Utf8Reader extends Reader {
    private static final int BUFFER_BYTES = 1 << 16;
    /** A row this long is a quote that was never closed, and would fill the memory. */
    private static final long LONGEST_ROW_CHARS = 1L << 24;

    private final Path file;
    private final InputStream in;
    private final String longRowHint;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).limit(0);
    private boolean started;
    private boolean ended;
    private long line = 1;
    private boolean afterCarriageReturn;
    private long charsSinceRow;
    private long rowLine = 1;

    /** Of values in quotation marks. */
    Utf8Reader(Path file, InputStream in) {
        this(file, in, " Is a quotation mark (\") in it not closed?");
    }

    /** @param longRowHint what may be wrong where a row is far too long */
    Utf8Reader(Path file, InputStream in, String longRowHint) {
        this.file = file;
        this.in = in;
        this.longRowHint = longRowHint;
    }

    /** Says that a row was read in full; the next one starts at {@code nextLine}. */
    void rowRead(long nextLine) {
        charsSinceRow = 0;
        rowLine = nextLine;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!chars.hasRemaining()) {
            if (ended) {
                return -1;
            }
            decode();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        charsSinceRow += count;
        if (charsSinceRow > LONGEST_ROW_CHARS) {
            throw new VerdictException(file + ", line " + rowLine + ": this row has more than " + LONGEST_ROW_CHARS
                    + " characters." + longRowHint);
        }
        return count;
    }

    private void decode() throws IOException {
        chars.clear();
        fill();
        CoderResult result = decoder.decode(bytes, chars, ended);
        chars.flip();
        countLines();
        if (result.isError()) {
            int value = bytes.get(bytes.position()) & 0xFF;
            throw new VerdictException(file + ", line " + line + ": the byte 0x"
                    + String.format(Locale.ROOT, "%02X", value) + " is not valid UTF-8. Save the file as UTF-8.");
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        // At least one byte, and the four of a whole character if the file has them.
        while (!ended && bytes.position() < 4) {
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = count < 0;
            bytes.position(bytes.position() + Math.max(count, 0));
        }
        bytes.flip();
        if (!started) {
            started = true;
            skipByteOrderMark();
        }
    }

    private void skipByteOrderMark() {
        if (bytes.remaining() >= 3
                && bytes.get(0) == (byte) 0xEF
                && bytes.get(1) == (byte) 0xBB
                && bytes.get(2) == (byte) 0xBF) {
            bytes.position(3);
        }
    }

    private void countLines() {
        for (int i = chars.position(); i < chars.limit(); i++) {
            char c = chars.get(i);
            if (c == '\r' || (c == '\n' && !afterCarriageReturn)) {
                line++;
            }
            afterCarriageReturn = c == '\r';
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
