package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads labelled rows once, to find what the labels are and which row has which. Of the rows it keeps a number each, of
 * the labels one string each.
 */
final class LabelScan {
    private final Rows rows;
    /** Every label as it is written, numbered in the order of appearance. */
    private final Map<String, Integer> written = new LinkedHashMap<>();

    private final Map<LabelForm, TextRow> firstOfForm = new HashMap<>();
    private final IntList labelOfRow = new IntList();
    private int largestNumber = -1;

    private LabelScan(Rows rows) {
        this.rows = rows;
    }

    /** The labels of all rows, and the class of each row. */
    record Result(Labels labels, IntList classes) {}

    static Result of(Rows rows) {
        LabelScan scan = new LabelScan(rows);
        try (Stream<TextRow> stream = rows.stream()) {
            stream.forEachOrdered(scan::add);
        }
        return scan.result();
    }

    private void add(TextRow row) {
        String label = Objects.requireNonNull(row.label());
        Integer known = written.get(label);
        if (known == null) {
            check(label, row);
            known = written.size();
            written.put(label, known);
        }
        labelOfRow.add(known);
    }

    private void check(String label, TextRow row) {
        if (written.size() == Labels.MOST) {
            throw tooMany(row);
        }
        LabelForm form = LabelForm.of(label);
        firstOfForm.putIfAbsent(form, row);
        if (firstOfForm.size() > 1) {
            TextRow number = Objects.requireNonNull(firstOfForm.get(LabelForm.NUMBER));
            TextRow name = Objects.requireNonNull(firstOfForm.get(LabelForm.NAME));
            throw new VerdictException(rows.place(row.line()) + ": labels must be all numbers or all names; line "
                    + number.line() + " has the number " + number.label() + ", line " + name.line() + " the name "
                    + name.label() + ".");
        }
        if (form == LabelForm.NUMBER) {
            int number = LabelForm.classNumber(label)
                    .orElseThrow(() -> new VerdictException(rows.place(row.line()) + ": " + label
                            + " is no class; numeric labels count the classes from 0. Write names instead."));
            if (number >= Labels.MOST) {
                throw tooMany(row);
            }
            largestNumber = Math.max(largestNumber, number);
        }
    }

    private VerdictException tooMany(TextRow row) {
        return new VerdictException(rows.place(row.line()) + ": with the label \"" + row.label()
                + "\" there are more than " + Labels.MOST + " classes. Is the column with the labels the right one?");
    }

    private Result result() {
        if (labelOfRow.size() == 0) {
            throw new VerdictException("There are no rows in " + rows.name() + ".");
        }
        Labels labels = largestNumber >= 0 ? Labels.numbered(largestNumber + 1) : Labels.sorted(written.keySet());
        if (labels.size() < 2) {
            throw new VerdictException(rows.name() + " has only one label, " + labels.describe()
                    + "; to tell classes apart there must be at least two.");
        }
        int[] classes = written.keySet().stream()
                .mapToInt(label -> labels.index(label).orElseThrow())
                .toArray();
        IntList classOfRow = new IntList();
        for (int row = 0; row < labelOfRow.size(); row++) {
            classOfRow.add(classes[labelOfRow.get(row)]);
        }
        return new Result(labels, classOfRow);
    }
}
