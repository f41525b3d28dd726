package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of a table as texts with their targets.
 *
 * @param inputFields the field with the texts, or two for pairs of texts
 * @param targetFields the fields with the targets; none where there are only texts
 */
record Rows(Table table, List<String> inputFields, List<String> targetFields) {
    /** @throws VerdictException if the table does not have these fields */
    Rows {
        inputFields = List.copyOf(inputFields);
        targetFields = List.copyOf(targetFields);
        if (inputFields.isEmpty() || inputFields.size() > 2) {
            throw new VerdictException("A model reads one text or a pair of texts, so input_field names one column or"
                    + " two, not " + inputFields.size() + ": " + String.join(", ", inputFields) + ".");
        }
        inputFields.forEach(table::index);
        targetFields.forEach(table::index);
        for (String field : inputFields) {
            if (targetFields.contains(field)) {
                throw new VerdictException("Texts and labels cannot both come from the column \"" + field + "\".");
            }
        }
        requireOnce(inputFields);
        requireOnce(targetFields);
    }

    Rows(Table table, String inputField, List<String> targetFields) {
        this(table, List.of(inputField), targetFields);
    }

    private static void requireOnce(List<String> fields) {
        if (new HashSet<>(fields).size() < fields.size()) {
            throw new VerdictException("A column is named twice: " + String.join(", ", fields) + ".");
        }
    }

    /** For messages: the file's path or the list's name. */
    String name() {
        return table.name();
    }

    /** For messages: the file and the line, or the list and the entry. */
    String place(long line) {
        return table.place(line);
    }

    /** For messages, after "the label": in which field it is. */
    String where(int targetField) {
        return table.where(targetFields.get(targetField));
    }

    /** The rows, their texts checked one by one; to be closed. */
    Stream<TextRow> stream() {
        List<String> wanted = new ArrayList<>(inputFields);
        wanted.addAll(targetFields);
        return table.stream(wanted).map(this::row);
    }

    private TextRow row(TableRow row) {
        int inputs = inputFields.size();
        List<Cell> cells = row.cells();
        for (int i = 0; i < inputs; i++) {
            if (cells.get(i).isBlank()) {
                throw new VerdictException(place(row.line()) + ": the text" + table.where(inputFields.get(i))
                        + " is empty. Remove the row or give it a text.");
            }
        }
        Optional<String> pair = inputs == 2 ? Optional.of(cells.get(1).text()) : Optional.empty();
        return new TextRow(cells.get(0).text(), pair, cells.subList(inputs, cells.size()), row.line());
    }
}
