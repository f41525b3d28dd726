package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads one file of separated values from beginning to end, a row at a time. The first line names the columns. Fields
 * may be quoted and then hold separators, line breaks and doubled quotes (RFC 4180). UTF-8 with or without a byte order
 * mark; any kind of line end; empty lines are skipped. Not for use by several threads.
 */
final class CsvReader implements Iterator<TableRow>, AutoCloseable {
    /** The parser's messages say {@code at line: 3,000}, in the manner of the country, or {@code (startline 3)}. */
    private static final Pattern PARSER_LINE = Pattern.compile("line:? (\\d[\\d\\p{Punct}\\h]*)");

    private static final Cell MISSING = new Cell.Missing();

    private final Path file;
    private final Utf8Reader reader;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> columns;
    private int[] selected;

    private CsvReader(Path file, Utf8Reader reader, char delimiter) throws IOException {
        this.file = file;
        this.reader = reader;
        this.parser = CSVParser.builder()
                .setReader(reader)
                .setFormat(CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(delimiter)
                        .setIgnoreEmptyLines(true)
                        .get())
                .get();
        this.records = parser.iterator();
        this.columns = readHeader();
        this.selected = IntStream.range(0, columns.size()).toArray();
    }

    /**
     * Opens a file and reads its header.
     *
     * @param progress see {@link DataFile#open}
     * @throws VerdictException if there is no such file, or the header is no header
     */
    static CsvReader open(DataFile file, char delimiter, LongConsumer progress) {
        InputStream in = file.open(progress);
        try {
            return new CsvReader(file.path(), new Utf8Reader(file.path(), in), delimiter);
        } catch (IOException | RuntimeException failure) {
            try {
                in.close();
            } catch (IOException second) {
                failure.addSuppressed(second);
            }
            if (failure instanceof RuntimeException complete) {
                throw complete;
            }
            throw new VerdictException(file.path() + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** Makes rows of these columns alone, in this order. */
    void select(int... indices) {
        selected = indices.clone();
    }

    /** The columns' names in the order of the file, blanks around them removed. */
    List<String> columns() {
        return columns;
    }

    private List<String> readHeader() {
        if (!hasNext()) {
            throw new VerdictException(file + " is empty; its first line must name the columns.");
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String field : nextRecord()) {
            String name = field.strip();
            if (!name.isEmpty() && !seen.add(name)) {
                throw new VerdictException(file + ", line 1: the column \"" + name + "\" is there twice.");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    @Override
    public boolean hasNext() {
        try {
            return records.hasNext();
        } catch (UncheckedIOException | IllegalStateException failure) {
            throw failed(failure);
        }
    }

    /**
     * The next row.
     *
     * @throws BrokenRowException with file and line, if the row is ragged
     * @throws VerdictException with file and line, if it is not valid UTF-8, or its quotation marks are broken: what
     *     follows cannot be read
     */
    @Override
    public TableRow next() {
        CSVRecord row = nextRecord();
        long line = parser.getCurrentLineNumber() - lineBreaks(row);
        if (row.size() != columns.size()) {
            throw wrong(
                    line,
                    "this row has " + fields(row.size()) + ", the header has " + columns.size() + ": "
                            + String.join(", ", columns)
                            + ". A field that holds a separator or a line break must stand in quotation marks (\").");
        }
        List<Cell> cells = new ArrayList<>(selected.length);
        for (int column : selected) {
            String value = row.get(column);
            cells.add(value.isEmpty() ? MISSING : new Cell.Text(value));
        }
        return new TableRow(line, cells);
    }

    private CSVRecord nextRecord() {
        if (!hasNext()) {
            throw new NoSuchElementException(file + " has no more rows");
        }
        CSVRecord row = records.next();
        reader.rowRead(parser.getCurrentLineNumber() + 1);
        return row;
    }

    /** Line breaks inside the row's fields; the parser tells only on which line a row ends. */
    private static int lineBreaks(CSVRecord row) {
        int breaks = 0;
        for (String field : row) {
            for (int i = 0; i < field.length(); i++) {
                boolean pair = field.charAt(i) == '\n' && i > 0 && field.charAt(i - 1) == '\r';
                if (!pair && (field.charAt(i) == '\n' || field.charAt(i) == '\r')) {
                    breaks++;
                }
            }
        }
        return breaks;
    }

    private static String fields(int count) {
        return count == 1 ? "1 field" : count + " fields";
    }

    private BrokenRowException wrong(long line, String what) {
        return new BrokenRowException(line, file + ", line " + line + ": " + what);
    }

    /** The parser's exceptions are about quotation marks, except where the file itself cannot be read. */
    private VerdictException failed(RuntimeException failure) {
        Throwable cause =
                failure instanceof UncheckedIOException && failure.getCause() != null ? failure.getCause() : failure;
        String message = String.valueOf(cause.getMessage());
        Matcher line = PARSER_LINE.matcher(message);
        if (!line.find()) {
            return new VerdictException(file + " cannot be read: " + message, failure);
        }
        return new VerdictException(
                file + ", line " + line.group(1).replaceAll("\\D", "")
                        + ": the quotation marks (\") are wrong. A quoted field ends before a"
                        + " separator or a line end, and a quotation mark inside it is written twice.",
                failure);
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException failure) {
            throw new VerdictException(file + " cannot be closed: " + failure.getMessage(), failure);
        }
    }
}
