package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rows of a table as texts with their targets.
 *
 * @param inputField the field with the texts
 * @param targetFields the fields with the targets; none where there are only texts
 */
record Rows(Table table, String inputField, List<String> targetFields) {
    /** @throws VerdictException if the table does not have these fields */
    Rows {
        targetFields = List.copyOf(targetFields);
        table.index(inputField);
        targetFields.forEach(table::index);
        if (targetFields.contains(inputField)) {
            throw new VerdictException("Texts and labels cannot both come from the column \"" + inputField + "\".");
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

    /** The rows, checked one by one; to be closed. */
    Stream<TextRow> stream() {
        List<String> wanted = new ArrayList<>(List.of(inputField));
        wanted.addAll(targetFields);
        return table.stream(wanted).map(this::row);
    }

    private TextRow row(TableRow row) {
        List<Cell> cells = row.cells();
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).isBlank()) {
                String what = i == 0 ? "text" : "label";
                String field = i == 0 ? inputField : targetFields.get(i - 1);
                throw new VerdictException(place(row.line()) + ": the " + what + table.where(field)
                        + " is empty. Remove the row or give it a " + what + ".");
            }
        }
        return new TextRow(cells.get(0).text(), cells.subList(1, cells.size()), row.line());
    }
}
