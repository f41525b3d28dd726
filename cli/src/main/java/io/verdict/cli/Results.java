package io.verdict.cli;

import io.verdict.transformer.VerdictException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Standard output: UTF-8, lines that end in LF, buffered, and no failure goes unseen. */
final class Results {
    /** The reader at the other end has gone, as {@code head} does when it has its lines. */
    static final class ReaderGone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Writer writer;

    Results(OutputStream stream) {
        this.writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
    }

    void line(CharSequence text) {
        print(text);
        print("\n");
    }

    void print(CharSequence text) {
        try {
            writer.append(text);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** For libraries that write themselves; throws what {@link #print} throws. */
    Appendable appendable() {
        return writer;
    }

    /** For libraries that write whole lines in UTF-8; closing it does nothing. */
    OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int ascii) {
                print(String.valueOf((char) ascii));
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                print(new String(bytes, from, length, StandardCharsets.UTF_8));
            }

            @Override
            public void flush() {
                Results.this.flush();
            }
        };
    }

    /** For help texts. */
    PrintWriter printWriter() {
        return new PrintWriter(writer);
    }

    static RuntimeException failure(IOException e) {
        String reason = String.valueOf(e.getMessage());
        // The words of Linux and macOS, and of Windows.
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("broken pipe") || lower.contains("pipe is being closed")) {
            return new ReaderGone();
        }
        return new VerdictException("Cannot write to standard output: " + reason, new UncheckedIOException(e));
    }
}
