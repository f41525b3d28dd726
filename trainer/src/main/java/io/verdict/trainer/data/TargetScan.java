package io.verdict.trainer.data;

import io.verdict.trainer.data.TargetFormat.WrongTarget;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the targets of labelled rows once, to find their form and the labels. Of the labels it keeps one string each;
 * of rows with one label each, which label.
 */
final class TargetScan {
    private final Rows rows;
    private final @Nullable TargetForm told;
    private final Map<TargetLooks, String> firstOfLooks = new EnumMap<>(TargetLooks.class);
    private final NumberLists numbers = new NumberLists();
    private final Set<String> names = new LinkedHashSet<>();
    /** Single labels as they are written, numbered in the order of appearance. */
    private final Map<String, Integer> written = new LinkedHashMap<>();

    /** The number of the label of each row, as long as all rows have one. */
    private @Nullable IntList labelOfRow = new IntList();

    private boolean numbersOnly = true;
    private int largestNumber = -1;
    private long count;

    private TargetScan(Rows rows, @Nullable TargetForm told) {
        this.rows = rows;
        this.told = told;
    }

    /**
     * What was found.
     *
     * @param classes the class of each row, if each has one that stands there as it is; else {@code null}
     */
    record Result(TargetFormat format, @Nullable IntList classes) {}

    /** @param told the form, if it is not to be found */
    static Result of(Rows rows, @Nullable TargetForm told) {
        if (told != null) {
            TargetFormat.requireFields(rows.targetFields(), told);
        }
        TargetScan scan = new TargetScan(rows, told);
        try (Stream<TextRow> stream = rows.stream()) {
            stream.forEachOrdered(scan::add);
        }
        if (scan.count == 0) {
            throw new VerdictException("There are no rows in " + rows.name() + ".");
        }
        try {
            return scan.result();
        } catch (WrongTarget wrong) {
            throw new VerdictException(rows.name() + ": " + wrong.getMessage() + scan.hint(), wrong);
        }
    }

    /**
     * The form of as many targets as are of one form, going on behind those that are not, for whoever looks at data before
     * it is trained on.
     *
     * @param wrong is given why a row would end a training, but for rows without a label
     * @return the form and the labels; empty if there are none, or no form fits them
     */
    static Optional<TargetFormat> lenient(Rows rows, @Nullable TargetForm told, Consumer<String> wrong) {
        TargetScan scan = new TargetScan(rows, told);
        try (Stream<TableRow> stream = rows.table().stream(rows.targetFields())) {
            stream.forEachOrdered(row -> {
                try {
                    scan.add(row.cells(), row.line());
                    scan.count++;
                } catch (WrongTarget e) {
                    if (e.kind() != WrongTarget.Kind.MISSING) {
                        wrong.accept(rows.place(row.line()) + ": " + e.getMessage());
                    }
                }
            });
        }
        try {
            return scan.count == 0 ? Optional.empty() : Optional.of(scan.format());
        } catch (WrongTarget e) {
            wrong.accept(rows.name() + ": " + e.getMessage() + scan.hint());
            return Optional.empty();
        }
    }

    private void add(TextRow row) {
        count++;
        try {
            add(row.targets(), row.line());
        } catch (WrongTarget wrong) {
            throw new VerdictException(rows.place(row.line()) + ": " + wrong.getMessage(), wrong);
        }
    }

    private void add(List<Cell> cells, long line) {
        requireValue(cells);
        if (cells.size() > 1) {
            labelOfRow = null;
            numbers.add(cells.stream().map(cell -> cell.text().strip()).toList(), at(line));
            return;
        }
        Cell cell = cells.get(0);
        boolean single = told == TargetForm.LABEL || told == TargetForm.NUMBER;
        if (!(cell instanceof Cell.Many) && labelOfRow != null && (told == null || single)) {
            String label = cell.text().strip();
            Integer known = written.get(label);
            if (known != null) {
                labelOfRow.add(known);
                return;
            }
        }
        TargetLooks looks = TargetLooks.of(cell, told);
        check(looks, cell, line);
        if (looks.isOne()) {
            one(cell.text().strip(), looks);
        } else {
            labelOfRow = null;
            List<String> values = told == TargetForm.SPACE ? TargetText.splitAtBlanks(cell) : TargetText.split(cell);
            several(values, looks, line);
        }
    }

    private void requireValue(List<Cell> cells) {
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            boolean meant = told == null
                    ? cell instanceof Cell.Many && cells.size() == 1
                    : told.isMultiLabel() && !told.isVector();
            if (cell.isBlank() && !meant) {
                throw new WrongTarget(
                        WrongTarget.Kind.MISSING,
                        "the label" + rows.where(i) + " is empty. Remove the row or give it a label.");
            }
        }
    }

    private void check(TargetLooks looks, Cell cell, long line) {
        if (firstOfLooks.containsKey(looks)) {
            return;
        }
        String seen = at(line) + " has " + looks.words() + " " + looks.shown(cell);
        if (told == null) {
            firstOfLooks.forEach((other, otherSeen) -> {
                if (!looks.goesWith(other)) {
                    boolean ones = looks.isOne() && other.isOne();
                    String first = looks.compareTo(other) < 0 ? seen : otherSeen;
                    String second = looks.compareTo(other) < 0 ? otherSeen : seen;
                    throw new WrongTarget(
                            (ones ? "labels must be all numbers or all names; " : "targets must all be of one form; ")
                                    + first + ", " + second.replaceFirst(" has ", " ") + "." + (ones ? "" : hint()));
                }
            });
        }
        firstOfLooks.put(looks, seen);
    }

    /** For the end of a message. */
    private String hint() {
        return told == null ? " Tell the form that is meant (target_form) if it is one of them." : "";
    }

    private void one(String label, TargetLooks looks) {
        if (written.containsKey(label)) {
            return;
        }
        if (written.size() == Labels.MOST) {
            throw tooMany(label);
        }
        written.put(label, written.size());
        if (labelOfRow != null) {
            labelOfRow.add(written.size() - 1);
        }
        if (looks == TargetLooks.NUMBER) {
            int number = classNumber(label);
            largestNumber = Math.max(largestNumber, number);
        } else {
            numbersOnly = false;
        }
    }

    private int classNumber(String label) {
        int number = Labels.classNumber(label)
                .orElseThrow(() -> new WrongTarget(
                        label + " is no class; numeric labels count the classes from 0. Write names instead."));
        if (number >= Labels.MOST) {
            throw tooMany(label);
        }
        return number;
    }

    private void several(List<String> values, TargetLooks looks, long line) {
        if (values.stream().anyMatch(String::isEmpty)) {
            throw new WrongTarget("there is an empty label in " + TargetFormat.shown(values) + ".");
        }
        if (looks.isNumbers()) {
            numbers.add(values, at(line));
            return;
        }
        for (String value : values) {
            if (names.add(value)) {
                if (names.size() > Labels.MOST) {
                    throw tooMany(value);
                }
                Optional<Integer> number = Labels.classNumber(value);
                numbersOnly &= number.isPresent();
                largestNumber = Math.max(largestNumber, number.orElse(-1));
            }
        }
    }

    private static WrongTarget tooMany(String label) {
        return new WrongTarget("with the label \"" + label + "\" there are more than " + Labels.MOST
                + " classes. Is the column with the labels the right one?");
    }

    private String at(long line) {
        String place = rows.place(line);
        return place.substring(place.lastIndexOf(", ") + (place.contains(", ") ? 2 : 1));
    }

    private Result result() {
        TargetFormat format = format();
        Labels labels = format.labels();
        if (labels.size() < (labels.isMultiLabel() ? 1 : 2)) {
            throw new VerdictException(rows.name() + " has only one label, " + labels.describe()
                    + "; to tell classes apart there must be at least two.");
        }
        return new Result(format, labelOfRow == null ? null : classes(labels, labelOfRow));
    }

    private TargetFormat format() {
        TargetForm form = told != null ? told : form();
        Labels labels = labels(form).withMultiLabel(form.isMultiLabel());
        return new TargetFormat(rows.targetFields(), Optional.of(form), labels, told != null);
    }

    private TargetForm form() {
        if (rows.targetFields().size() > 1) {
            return numbers.form(true);
        }
        Set<TargetLooks> seen = firstOfLooks.keySet();
        if (seen.contains(TargetLooks.NAME_LIST)) {
            return TargetForm.LABELS;
        }
        if (seen.contains(TargetLooks.NAMES)) {
            return TargetForm.COMMA;
        }
        if (seen.contains(TargetLooks.NUMBERS) || seen.contains(TargetLooks.NUMBER_LIST)) {
            // A number by itself, among others with commas between, is a list of one.
            written.keySet().forEach(label -> numbers.add(List.of(label), "a row"));
            return numbers.form(false);
        }
        return seen.contains(TargetLooks.NUMBER) ? TargetForm.NUMBER : TargetForm.LABEL;
    }

    private Labels labels(TargetForm form) {
        return switch (form) {
            case NUMBER -> Labels.numbered(largestNumber + 1);
            case LABEL -> Labels.sorted(written.keySet());
            case NUMBERS -> Labels.numbered(requireMost(Math.max(numbers.classes(form), largestNumber + 1)));
            case LABELS, COMMA, SPACE -> {
                List<String> all = new ArrayList<>(names);
                all.addAll(written.keySet());
                yield numbersOnly && !all.isEmpty()
                        ? Labels.numbered(requireMost(largestNumber + 1))
                        : Labels.sorted(all);
            }
            case ONE_HOT, MULTI_HOT, SOFT ->
                rows.targetFields().size() > 1
                        ? Labels.of(rows.targetFields())
                        : Labels.numbered(requireMost(numbers.classes(form)));
        };
    }

    private static int requireMost(int classes) {
        if (classes > Labels.MOST) {
            throw tooMany(Integer.toString(classes - 1));
        }
        return classes;
    }

    private IntList classes(Labels labels, IntList numberOfRow) {
        int[] classes = written.keySet().stream()
                .mapToInt(label -> labels.index(label).orElseThrow())
                .toArray();
        IntList classOfRow = new IntList();
        for (int row = 0; row < numberOfRow.size(); row++) {
            classOfRow.add(classes[numberOfRow.get(row)]);
        }
        return classOfRow;
    }
}
