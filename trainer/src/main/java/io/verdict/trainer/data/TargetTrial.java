package io.verdict.trainer.data;

import io.verdict.trainer.data.TargetFormat.WrongTarget;
import io.verdict.transformer.text.Labels;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads targets as training would, and goes on where training would stop. Immutable. */
public final class TargetTrial {
    private final Optional<TargetFormat> format;
    private final @Nullable String problem;

    private TargetTrial(Optional<TargetFormat> format, @Nullable String problem) {
        this.format = format;
        this.problem = problem;
    }

    /** What a row's target is. */
    public enum Kind {
        /** It was read. */
        READ,
        /** There is none, where there must be one. */
        MISSING,
        /** It has a label that the training data lacks. */
        UNKNOWN_LABEL,
        /** It is of another form than the others. */
        UNREADABLE
    }

    /**
     * A row's target.
     *
     * @param labels the names of the labels that the text counts as having; none if it was not read
     * @param why a message, if it was not read
     */
    public record Outcome(Kind kind, List<String> labels, String why) {
        public Outcome {
            labels = List.copyOf(labels);
        }
    }

    /**
     * Finds form and labels, reading all rows once.
     *
     * @param targetFields at least one
     * @param told the form, if it is not to be found
     * @throws io.verdict.transformer.VerdictException if the table lacks one of the fields or is broken itself
     */
    public static TargetTrial of(
            Table table, List<String> inputFields, List<String> targetFields, Optional<TargetForm> told) {
        told.ifPresent(form -> TargetFormat.requireFields(targetFields, form));
        AtomicReference<@Nullable String> first = new AtomicReference<>();
        Optional<TargetFormat> format = TargetScan.lenient(
                new Rows(table, inputFields, targetFields),
                told.orElse(null),
                problem -> first.compareAndSet(null, problem));
        format.map(TargetFormat::labels)
                .filter(labels -> labels.size() < (labels.isMultiLabel() ? 1 : 2))
                .ifPresent(labels ->
                        first.compareAndSet(null, table.name() + " has only one label, " + labels.describe() + "."));
        return new TargetTrial(format, first.get());
    }

    /** The first reason why training would stop when it looks for the form; a missing label is none. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** The labels of all targets that are of the form; none if there is no form. */
    public Labels labels() {
        return format.map(TargetFormat::labels).orElse(Labels.NONE);
    }

    /** In one line, as training says it; empty if there is no form. */
    public String describe() {
        return format.map(TargetFormat::describe).orElse("");
    }

    /**
     * What reads the targets of a table with the same fields.
     *
     * @return takes the values of the target fields of a row
     */
    public Function<List<Cell>, Outcome> reader(Table table, List<String> inputFields, List<String> targetFields) {
        if (format.isEmpty()) {
            return cells -> new Outcome(
                    cells.stream().allMatch(Cell::isBlank) ? Kind.MISSING : Kind.UNREADABLE,
                    List.of(),
                    problem().orElse(""));
        }
        TargetFormat known = format.get();
        Rows rows = new Rows(table, inputFields, targetFields);
        return cells -> outcome(known, cells, rows);
    }

    private static Outcome outcome(TargetFormat format, List<Cell> cells, Rows rows) {
        try {
            List<Integer> labels = format.read(cells, rows).labels();
            return new Outcome(
                    Kind.READ, labels.stream().map(format.labels()::name).toList(), "");
        } catch (WrongTarget wrong) {
            return new Outcome(kind(wrong.kind()), List.of(), String.valueOf(wrong.getMessage()));
        }
    }

    private static Kind kind(WrongTarget.Kind kind) {
        return switch (kind) {
            case MISSING -> Kind.MISSING;
            case UNKNOWN_LABEL -> Kind.UNKNOWN_LABEL;
            case UNREADABLE -> Kind.UNREADABLE;
        };
    }
}
