package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * How the targets of a data set are read: fields, form and labels. Immutable.
 *
 * @param fields where the targets stand; empty where there are none
 * @param form the form of all targets; empty where the labels are a model's, and each target is read by its looks
 * @param told whether the form was told, not found
 */
record TargetFormat(List<String> fields, Optional<TargetForm> form, Labels labels, boolean told) {
    private static final int SHOWN = 8;

    /** How texts are read that have no targets. */
    static final TargetFormat NONE = new TargetFormat(List.of(), Optional.empty(), Labels.NONE, false);

    TargetFormat {
        List<String> copy = List.copyOf(fields);
        fields = copy;
        form.ifPresent(known -> requireFields(copy, known));
    }

    /** @throws VerdictException if targets of this form do not stand in so many fields */
    static void requireFields(List<String> fields, TargetForm form) {
        if (fields.size() > 1 && !form.isVector()) {
            throw new VerdictException("target_form " + form.id() + " is for one target field, but there are "
                    + String.join(", ", fields) + ". Of several fields the forms are one_hot, multi_hot and soft.");
        }
    }

    /** The target of a row. */
    Target read(TextRow row, Rows rows) {
        if (row.targets().isEmpty()) {
            return Target.NONE;
        }
        try {
            return read(row.targets(), rows);
        } catch (WrongTarget wrong) {
            throw new VerdictException(rows.place(row.line()) + ": " + wrong.getMessage(), wrong);
        }
    }

    /** @throws WrongTarget if this is no target of this form */
    Target read(List<Cell> cells, Rows rows) {
        TargetForm wanted = form.orElseGet(() -> looks(cells));
        requireValue(cells, rows);
        return switch (wanted) {
            case NUMBER, LABEL -> new Target.One(index(cells.get(0).text().strip()));
            case NUMBERS, LABELS -> several(TargetText.split(cells.get(0)));
            case COMMA -> {
                String whole = cells.get(0).text().strip();
                yield several(labels.index(whole).isPresent() ? List.of(whole) : TargetText.split(cells.get(0)));
            }
            case SPACE -> several(TargetText.splitAtBlanks(cells.get(0)));
            case ONE_HOT -> oneHot(vector(cells));
            case MULTI_HOT -> multiHot(vector(cells));
            case SOFT -> soft(vector(cells));
        };
    }

    /** A text has a target; that it has no label can be meant only where a list says so, or the form was told. */
    private void requireValue(List<Cell> cells, Rows rows) {
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            boolean several =
                    form.map(known -> known.isMultiLabel() && !known.isVector()).orElse(labels.isMultiLabel());
            if (cell.isBlank() && !(several && (told || cell instanceof Cell.Many))) {
                throw new WrongTarget(
                        WrongTarget.Kind.MISSING,
                        "the label" + rows.where(i) + " is empty. Remove the row or give it a label."
                                + (several ? " If texts without a label are meant, tell the target_form." : ""));
            }
        }
    }

    /** The form that one target seems to have, where the labels are known already. */
    private TargetForm looks(List<Cell> cells) {
        boolean list = cells.size() > 1 || cells.get(0) instanceof Cell.Many;
        if (!labels.isMultiLabel()) {
            return list ? TargetForm.ONE_HOT : TargetForm.LABEL;
        }
        if (!list) {
            return TargetForm.COMMA;
        }
        return cells.size() > 1 || isVector(TargetText.split(cells.get(0))) ? TargetForm.SOFT : TargetForm.LABELS;
    }

    private boolean isVector(List<String> values) {
        return values.size() == labels.size()
                && values.stream()
                        .map(TargetText::number)
                        .allMatch(value -> value.isPresent() && value.getAsDouble() >= 0 && value.getAsDouble() <= 1);
    }

    private int index(String label) {
        OptionalInt index = labels.index(label);
        if (index.isEmpty()) {
            throw new WrongTarget(
                    WrongTarget.Kind.UNKNOWN_LABEL,
                    "unknown label \"" + label + "\". The labels are: " + labels.describe() + "."
                            + Nearest.hint(label, labels.names()));
        }
        return index.getAsInt();
    }

    private Target several(List<String> names) {
        return new Target.Several(names.stream().map(this::index).toList());
    }

    /** The value of every class, in the order of the labels. */
    private double[] vector(List<Cell> cells) {
        List<String> values = cells.size() > 1
                ? cells.stream().map(cell -> cell.text().strip()).toList()
                : TargetText.split(cells.get(0));
        if (values.size() != labels.size()) {
            throw new WrongTarget("the target " + shown(values) + " has " + values.size() + " values, but there are "
                    + labels.size() + " classes.");
        }
        double[] vector = new double[values.size()];
        for (int i = 0; i < vector.length; i++) {
            OptionalDouble value = TargetText.number(values.get(i));
            if (value.isEmpty() || !(value.getAsDouble() >= 0 && value.getAsDouble() <= 1)) {
                throw new WrongTarget("the value \"" + values.get(i) + "\" in the target " + shown(values)
                        + " is neither 0 nor 1 nor a probability between.");
            }
            vector[place(i, cells.size())] = value.getAsDouble();
        }
        return vector;
    }

    /** The class of a value; fields may have another order than the labels that they name. */
    private int place(int value, int cells) {
        if (cells == 1) {
            return value;
        }
        return labels.index(fields.get(value))
                .orElseThrow(() -> new WrongTarget("there is no label of the name of the field \"" + fields.get(value)
                        + "\". The labels are: " + labels.describe() + "."
                        + Nearest.hint(fields.get(value), labels.names())));
    }

    private static Target oneHot(double[] vector) {
        List<Integer> ones = multiHot(vector).labels();
        if (ones.size() != 1) {
            throw new WrongTarget("the target has " + ones.size() + " ones; one-hot has one. If a text can have"
                    + " several labels, the form is multi_hot.");
        }
        return new Target.One(ones.get(0));
    }

    private static Target multiHot(double[] vector) {
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < vector.length; i++) {
            if (vector[i] != 0 && vector[i] != 1) {
                throw new WrongTarget(
                        "the value " + vector[i] + " is neither 0 nor 1. Probabilities are of the form" + " soft.");
            }
            if (vector[i] == 1) {
                labels.add(i);
            }
        }
        return new Target.Several(labels);
    }

    private static Target soft(double[] vector) {
        return new Target.Soft(Arrays.stream(vector).boxed().toList());
    }

    static String shown(List<String> values) {
        String text = "[" + values.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return text + (values.size() > SHOWN ? ", ...]" : "]");
    }

    /** In one line: {@code target `tags`: comma-delimited labels, 6 distinct, multi-label}. */
    String describe() {
        if (fields.isEmpty()) {
            return "";
        }
        String names =
                fields.stream().limit(SHOWN).map(name -> "`" + name + "`").collect(Collectors.joining(", "))
                        + (fields.size() > SHOWN ? " and " + (fields.size() - SHOWN) + " more" : "");
        return (fields.size() == 1 ? "target " : "targets ") + names + ": "
                + form.map(this::formInWords).orElse("the labels of the model") + ", " + count()
                + (labels.isMultiLabel() ? ", multi-label" : ", single-label") + (told ? ", as told" : "");
    }

    private String formInWords(TargetForm known) {
        return known.words()
                + (known == TargetForm.ONE_HOT || known == TargetForm.MULTI_HOT
                        ? fields.size() > 1 ? " columns" : " lists"
                        : "");
    }

    private String count() {
        return labels.isNumeric()
                ? labels.size() + " classes (0 to " + (labels.size() - 1) + ")"
                : labels.size() + " distinct";
    }

    /** A target that cannot be read; the message lacks the place. */
    static final class WrongTarget extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** What is wrong with a target. */
        enum Kind {
            MISSING,
            UNKNOWN_LABEL,
            UNREADABLE
        }

        private final Kind kind;

        WrongTarget(String message) {
            this(Kind.UNREADABLE, message);
        }

        WrongTarget(Kind kind, String message) {
            super(message);
            this.kind = kind;
        }

        Kind kind() {
            return kind;
        }
    }
}
