package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of which each line is a text. A line ends with LF or CR LF and nothing else: a text may hold a lone CR or any of
 * Unicode's other line separators.
 */
record LinesTable(DataFile file) implements FileTable {
    /** The one field. */
    static final String FIELD = "text";

    @Override
    public String fieldWord() {
        return "field";
    }

    @Override
    public String where(String field) {
        return "";
    }

    @Override
    public List<String> fields() {
        return List.of(FIELD);
    }

    @Override
    public Stream<TableRow> stream(List<String> wanted, LongConsumer progress) {
        wanted.forEach(this::index);
        Lines lines = new Lines(new Utf8Reader(file.path(), file.open(progress), ""));
        return TableRow.stream(lines, lines::close);
    }

    /** The lines one by one. */
    private final class Lines implements Iterator<TableRow> {
        private final Utf8Reader reader;
        private final StringBuilder line = new StringBuilder();
        private long number;
        private @Nullable TableRow next;

        Lines(Utf8Reader reader) {
            this.reader = reader;
        }

        @Override
        public boolean hasNext() {
            try {
                int c = next == null ? reader.read() : -1;
                if (c < 0) {
                    return next != null;
                }
                for (line.setLength(0); c >= 0 && c != '\n'; c = reader.read()) {
                    line.append((char) c);
                }
            } catch (IOException e) {
                throw new VerdictException(name() + " cannot be read: " + e.getMessage(), e);
            }
            if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
                line.setLength(line.length() - 1);
            }
            next = new TableRow(++number, List.of(new Cell.Text(line.toString())));
            reader.rowRead(number + 1);
            return true;
        }

        @Override
        public TableRow next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException(name() + " has no more lines");
            }
            TableRow row = next;
            next = null;
            return row;
        }

        void close() {
            try {
                reader.close();
            } catch (IOException e) {
                throw new VerdictException(name() + " cannot be closed: " + e.getMessage(), e);
            }
        }
    }
}
