package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Nearest;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Rows of named fields that can be read any number of times, each time from the first and one at a time. Immutable. */
public sealed interface Table permits FileTable, ImdbTable, ListTable, ParquetTable, RecordTable, ToldTable {
    /**
     * A file whose name says what it is: {@code .csv} and {@code .txt} (commas), {@code .tsv} (tabs), {@code .json} and
     * {@code .jsonl}, {@code .parquet}; all but the last may be compressed ({@code .gz}, {@code .zip}).
     *
     * @throws VerdictException if there is no such file, or its name ends otherwise
     * @see FileKind
     */
    static Table open(Path file) {
        return FileKind.BY_NAME.open(file);
    }

    /** For messages: the file's path, or the name of a list. */
    String name();

    /** For messages: where the row of this {@link TableRow#line} is. */
    String place(long line);

    /** For messages: what the source calls its fields. */
    default String fieldWord() {
        return "column";
    }

    /** For messages, after "the text" or "the label": in which field it is. */
    default String where(String field) {
        return " in " + fieldWord() + " \"" + field + "\"";
    }

    /** The names of the fields, in the order of the source. */
    List<String> fields();

    /** All rows with all {@link #fields}, sequential and lazy. To be closed: it may hold a file open. */
    default Stream<TableRow> stream() {
        return stream(fields());
    }

    /**
     * All rows with these fields alone, in this order; formats that can leave the others unread do so.
     *
     * @throws VerdictException at once, if there is no such field; while it is read, with the place, if a row is broken
     */
    default Stream<TableRow> stream(List<String> fields) {
        return stream(fields, bytes -> {});
    }

    /**
     * The same, telling how far it is.
     *
     * @param progress is given the bytes read so far, of {@link #bytes}
     */
    Stream<TableRow> stream(List<String> fields, LongConsumer progress);

    /** How many bytes there are to read; 0 where that is not known or nothing is read. */
    default long bytes() {
        return 0;
    }

    /**
     * The place of a field among {@link #fields}.
     *
     * @throws VerdictException with all fields and the nearest, if there is no such field
     */
    default int index(String field) {
        int index = fields().indexOf(field);
        if (index < 0 || field.isEmpty()) {
            throw new VerdictException(name() + " has no " + fieldWord() + " \"" + field + "\"; its " + fieldWord()
                    + "s are: " + String.join(", ", fields()) + "." + Nearest.hint(field, fields()));
        }
        return index;
    }
}
