package io.verdict.trainer.doctor;

import io.verdict.trainer.doctor.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the labels: rows that have none, how many rows each class has, labels of other parts that training does not
 * know, and labels that are nearly the same as another.
 */
final class LabelCheck implements Check {
    /** More labels than a model can have. */
    private static final int MOST_KEPT = 100_000;

    private static final int FEW_ROWS = 10;
    private static final int UNBALANCED = 20;
    private static final int SHOWN = 10;

    private final PerPart<Map<String, Places>> classes = new PerPart<>(LinkedHashMap::new);
    private final PerPart<Places> missing = new PerPart<>(Places::new);

    @Override
    public void see(Row row) {
        if (row.labels().isEmpty()) {
            missing.of(row.part()).add(row.place());
        }
        Map<String, Places> counts = classes.of(row.part());
        for (String label : row.labels()) {
            Places places = counts.get(label);
            if (places == null && counts.size() < MOST_KEPT) {
                places = new Places();
                counts.put(label, places);
            }
            if (places != null) {
                places.add(row.place());
            }
        }
    }

    @Override
    public List<Finding> findings(List<String> parts) {
        List<Finding> findings = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            Map<String, Places> counts = classes.of(part);
            if (counts.isEmpty()) {
                // Texts to predict.
                continue;
            }
            missing(parts.get(part), missing.of(part)).ifPresent(findings::add);
            findings.add(balance(parts.get(part), counts));
            findings.addAll(new NearMisses(parts.get(part), counts).findings());
        }
        return findings;
    }

    /** How many rows of a part have each label. */
    Map<String, Long> counts(int part) {
        Map<String, Long> counts = new LinkedHashMap<>();
        classes.of(part).forEach((label, places) -> counts.put(label, places.count()));
        return counts;
    }

    private static Optional<Finding> missing(String part, Places rows) {
        return rows.count() == 0
                ? Optional.empty()
                : Optional.of(new Finding(
                        "missing_labels",
                        Severity.PROBLEM,
                        part,
                        String.format(Locale.ROOT, "%,d rows have no label.", rows.count()),
                        rows.count(),
                        rows.first(),
                        "Remove these rows or give them labels: training stops at them."));
    }

    private static Finding balance(String part, Map<String, Places> counts) {
        List<Map.Entry<String, Places>> byCount = counts.entrySet().stream()
                .sorted((a, b) ->
                        Long.compare(b.getValue().count(), a.getValue().count()))
                .toList();
        long all = byCount.stream().mapToLong(each -> each.getValue().count()).sum();
        Places smallest = byCount.get(byCount.size() - 1).getValue();
        boolean unbalanced =
                byCount.get(0).getValue().count() > UNBALANCED * smallest.count() || smallest.count() < FEW_ROWS;
        List<String> shown = new ArrayList<>();
        for (Map.Entry<String, Places> each : byCount.subList(0, Math.min(SHOWN, byCount.size()))) {
            shown.add(String.format(
                    Locale.ROOT,
                    "%s %,d (%s)",
                    each.getKey(),
                    each.getValue().count(),
                    Counts.percent(each.getValue().count(), all)));
        }
        String more = byCount.size() > SHOWN
                ? String.format(
                        Locale.ROOT, " and %,d more, the smallest with %,d", byCount.size() - SHOWN, smallest.count())
                : "";
        return new Finding(
                "class_balance",
                unbalanced ? Severity.WARNING : Severity.NOTE,
                part,
                String.format(Locale.ROOT, "%,d classes: ", byCount.size()) + String.join(", ", shown) + more + ".",
                unbalanced ? smallest.count() : 0,
                unbalanced ? smallest.first() : List.of(),
                unbalanced
                        ? "Collect more texts of the small classes, or weigh the classes; judge by F1, not by accuracy."
                        : "");
    }
}
