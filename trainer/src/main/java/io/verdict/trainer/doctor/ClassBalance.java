package io.verdict.trainer.doctor;

import io.verdict.trainer.doctor.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many rows of a part each class has.
 *
 * @param classes by name; some may have no row
 * @param rows of the part
 * @param several whether a row can have several labels
 */
record ClassBalance(String part, Map<String, Places> classes, long rows, boolean several) {
    private static final int FEW_ROWS = 10;
    private static final int UNBALANCED = 20;
    private static final int SHOWN = 10;

    Finding finding() {
        List<Map.Entry<String, Places>> byCount = classes.entrySet().stream()
                .sorted((a, b) ->
                        Long.compare(b.getValue().count(), a.getValue().count()))
                .toList();
        Places smallest = byCount.get(byCount.size() - 1).getValue();
        boolean unbalanced =
                byCount.get(0).getValue().count() > UNBALANCED * smallest.count() || smallest.count() < FEW_ROWS;
        return new Finding(
                "class_balance",
                unbalanced ? Severity.WARNING : Severity.NOTE,
                part,
                String.format(Locale.ROOT, "%,d %s: ", byCount.size(), several ? "labels" : "classes")
                        + shown(byCount, smallest.count()) + ".",
                unbalanced ? smallest.count() : 0,
                unbalanced ? smallest.first() : List.of(),
                unbalanced ? advice() : "");
    }

    private String shown(List<Map.Entry<String, Places>> byCount, long smallest) {
        List<String> shown = new ArrayList<>();
        for (Map.Entry<String, Places> each : byCount.subList(0, Math.min(SHOWN, byCount.size()))) {
            long count = each.getValue().count();
            shown.add(String.format(Locale.ROOT, "%s %,d (%s)", each.getKey(), count, Counts.percent(count, rows)));
        }
        String more = byCount.size() > SHOWN
                ? String.format(Locale.ROOT, " and %,d more, the smallest with %,d", byCount.size() - SHOWN, smallest)
                : "";
        return String.join(", ", shown) + more;
    }

    private String advice() {
        return several
                ? "Collect more texts with the rare labels, or draw them more often (sampling weighted); judge by the F1 of"
                        + " each label."
                : "Collect more texts of the small classes, or weigh the classes (class_weights balanced); judge by F1,"
                        + " not by accuracy.";
    }
}
