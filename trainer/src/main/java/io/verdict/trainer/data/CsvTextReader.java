package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts, and the labels if wanted, of one CSV file from beginning to end, a row at a time. The first line
 * names the columns. {@code .tsv} files separate by tabs, all others by commas; fields may be quoted and then hold
 * separators, line breaks and doubled quotes (RFC 4180). UTF-8 with or without a byte order mark; any kind of line end;
 * empty lines are skipped. Not for use by several threads.
 */
public final class CsvTextReader implements Iterator<TextRow>, AutoCloseable {
    /** The parser's messages say {@code at line: 3} or {@code (startline 3)}. */
    private static final Pattern PARSER_LINE = Pattern.compile("line:? (\\d+)");

    private final Path file;
    private final Utf8Reader reader;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> columns;
    private final String inputField;
    private final int inputColumn;
    private final @Nullable String targetField;
    private final int targetColumn;

    private CsvTextReader(Path file, Utf8Reader reader, String inputField, @Nullable String targetField)
            throws IOException {
        this.file = file;
        this.reader = reader;
        this.parser =
                CSVParser.builder().setReader(reader).setFormat(format(file)).get();
        this.records = parser.iterator();
        this.inputField = inputField;
        this.targetField = targetField;
        this.columns = readHeader();
        this.inputColumn = column(inputField);
        this.targetColumn = targetField == null ? -1 : column(targetField);
    }

    /** Opens a file for its texts alone. */
    public static CsvTextReader open(Path file, String inputField) {
        return open(file, inputField, null);
    }

    /**
     * Opens a file and reads its header.
     *
     * @param targetField the column with the labels; {@code null} to read none
     * @throws VerdictException if there is no such file or column, or the header is no header
     */
    public static CsvTextReader open(Path file, String inputField, @Nullable String targetField) {
        if (Files.isDirectory(file)) {
            throw new VerdictException(file + " is a folder; a CSV file is needed.");
        }
        try {
            InputStream in = Files.newInputStream(file);
            try {
                return new CsvTextReader(file, new Utf8Reader(file, in), inputField, targetField);
            } catch (IOException | RuntimeException failure) {
                in.close();
                throw failure;
            }
        } catch (NoSuchFileException missing) {
            throw new VerdictException("There is no file " + file + ".", missing);
        } catch (IOException unreadable) {
            throw new VerdictException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static CSVFormat format(Path file) {
        boolean tabs = file.toString().toLowerCase(Locale.ROOT).endsWith(".tsv");
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(tabs ? '\t' : ',')
                .setIgnoreEmptyLines(true)
                .get();
    }

    /** The columns' names in the order of the file, blanks around them removed. */
    public List<String> columns() {
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

    private int column(String name) {
        int index = columns.indexOf(name);
        if (index < 0 || name.isEmpty()) {
            throw new VerdictException(file + " has no column \"" + name + "\"; its columns are: "
                    + String.join(", ", columns) + "." + Nearest.hint(name, columns));
        }
        return index;
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
     * @throws VerdictException with file and line, if the row is ragged, its text or label is empty, it is not valid
     *     UTF-8, or its quotation marks are broken
     */
    @Override
    public TextRow next() {
        CSVRecord row = nextRecord();
        long line = parser.getCurrentLineNumber() - lineBreaks(row);
        if (row.size() != columns.size()) {
            throw wrong(
                    line,
                    "this row has " + fields(row.size()) + ", the header has " + columns.size() + ": "
                            + String.join(", ", columns)
                            + ". A field that holds a separator or a line break must stand in quotation marks (\").");
        }
        String text = row.get(inputColumn);
        if (text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw wrong(line, "the text in column \"" + inputField + "\" is empty. Remove the row or give it a text.");
        }
        if (targetField == null) {
            return new TextRow(text, null, line);
        }
        String label = row.get(targetColumn).strip();
        if (label.isEmpty()) {
            throw wrong(
                    line, "the label in column \"" + targetField + "\" is empty. Remove the row or give it a label.");
        }
        return new TextRow(text, label, line);
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

    private VerdictException wrong(long line, String what) {
        return new VerdictException(file + ", line " + line + ": " + what);
    }

    /** The parser's exceptions are about quotation marks, except where the file itself cannot be read. */
    private VerdictException failed(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher line = PARSER_LINE.matcher(message);
        if (!line.find()) {
            return new VerdictException(file + " cannot be read: " + message, failure);
        }
        return new VerdictException(
                file + ", line " + line.group(1) + ": the quotation marks (\") are wrong. A quoted field ends before a"
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
