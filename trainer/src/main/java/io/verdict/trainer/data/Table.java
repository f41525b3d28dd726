package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.List;
import java.util.stream.Stream;

/** Rows of named fields that can be read any number of times, each time from the first and one at a time. Immutable. */
public sealed interface Table permits CsvTable, ListTable {
    /** For messages: the file's path, or the name of a list. */
    String name();

    /** For messages: where the row of this {@link TableRow#line} is. */
    String place(long line);

    /** For messages, after "the text" or "the label": in which field it is. */
    default String where(String field) {
        return " in column \"" + field + "\"";
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
    Stream<TableRow> stream(List<String> fields);

    /**
     * The place of a field among {@link #fields}.
     *
     * @throws VerdictException with all fields and the nearest, if there is no such field
     */
    default int index(String field) {
        int index = fields().indexOf(field);
        if (index < 0 || field.isEmpty()) {
            throw new VerdictException(name() + " has no column \"" + field + "\"; its columns are: "
                    + String.join(", ", fields()) + "." + Nearest.hint(field, fields()));
        }
        return index;
    }
}
