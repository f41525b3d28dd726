package io.verdict.trainer.doctor;

import io.verdict.trainer.data.TargetTrial.Kind;
import io.verdict.trainer.data.TargetTrial.Outcome;
import io.verdict.trainer.doctor.Finding.Severity;
import io.verdict.transformer.text.Labels;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at the labels: rows whose target training would stop at, how many rows each class has, and labels that are nearly
 * the same as another.
 */
final class LabelCheck implements Check {
    private final PerPart<Tally> tallies = new PerPart<>(Tally::new);
    private Labels known = Labels.NONE;

    private static final class Tally {
        private final Map<String, Places> classes = new LinkedHashMap<>();
        private final Map<Kind, Places> stops = new EnumMap<>(Kind.class);
        private final Map<Kind, String> firstWhy = new EnumMap<>(Kind.class);
        private long rows;
    }

    /** The labels that there are, though no row may have them, and whether a text can have several. */
    void know(Labels labels) {
        known = labels;
    }

    @Override
    public void see(Row row) {
        row.target().ifPresent(target -> see(row, target));
    }

    private void see(Row row, Outcome target) {
        Tally tally = tallies.of(row.part());
        tally.rows++;
        for (String label : target.labels()) {
            tally.classes.computeIfAbsent(label, key -> new Places()).add(row.place());
        }
        if (target.kind() != Kind.READ) {
            tally.stops.computeIfAbsent(target.kind(), key -> new Places()).add(row.place());
            tally.firstWhy.putIfAbsent(target.kind(), target.why());
        }
    }

    @Override
    public List<Finding> findings(List<String> parts) {
        List<Finding> findings = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            Tally tally = tallies.of(part);
            if (tally.rows == 0) {
                // Texts to predict.
                continue;
            }
            String name = parts.get(part);
            tally.stops.forEach((kind, rows) -> findings.add(stop(name, kind, rows, tally)));
            Map<String, Places> classes = new LinkedHashMap<>(tally.classes);
            known.names().forEach(label -> classes.putIfAbsent(label, new Places()));
            if (!classes.isEmpty()) {
                findings.add(new ClassBalance(name, classes, tally.rows, known.isMultiLabel()).finding());
            }
            findings.addAll(new NearMisses(name, tally.classes).findings());
        }
        return findings;
    }

    /** How many rows of a part have each label. */
    Map<String, Long> counts(int part) {
        Map<String, Long> counts = new LinkedHashMap<>();
        tallies.of(part).classes.forEach((label, places) -> counts.put(label, places.count()));
        return counts;
    }

    private static Finding stop(String part, Kind kind, Places rows, Tally tally) {
        String why = tally.firstWhy.getOrDefault(kind, "");
        return switch (kind) {
            case UNKNOWN_LABEL ->
                finding(
                        "unknown_labels",
                        part,
                        rows,
                        "a label that the training data lacks; the first: " + why,
                        "Correct the label, or put texts that have it into the training data: training stops at these"
                                + " rows.");
            case UNREADABLE ->
                finding(
                        "unreadable_targets",
                        part,
                        rows,
                        "a target that cannot be read; the first: " + why,
                        "Write all targets in one form: training stops at these rows.");
            case MISSING, READ ->
                finding(
                        "missing_labels",
                        part,
                        rows,
                        "no label.",
                        "Remove these rows or give them labels: training stops at them.");
        };
    }

    private static Finding finding(String check, String part, Places rows, String what, String advice) {
        return new Finding(
                check,
                Severity.PROBLEM,
                part,
                Counts.plural(rows.count(), "row") + (rows.count() == 1 ? " has " : " have ") + what,
                rows.count(),
                rows.first(),
                advice);
    }
}
