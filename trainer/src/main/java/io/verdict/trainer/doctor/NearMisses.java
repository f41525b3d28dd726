package io.verdict.trainer.doctor;

import io.verdict.trainer.doctor.Finding.Severity;
import io.verdict.transformer.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds, among the labels of one part, those that are nearly the same as another. */
final class NearMisses {
    /** With more classes typos are not looked for, which takes time with the square of their number. */
    private static final int MOST_COMPARED = 1000;
    /** A label this much rarer than one that it resembles is probably a slip. */
    private static final int RARER = 10;

    private final String part;
    private final List<Label> labels;

    private record Label(String name, String normalised, Places rows) {}

    NearMisses(String part, Map<String, Places> rows) {
        this.part = part;
        this.labels = rows.entrySet().stream()
                .map(each -> new Label(each.getKey(), DuplicateCheck.normalised(each.getKey()), each.getValue()))
                .toList();
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Map<String, Label> spelled = new HashMap<>();
        for (Label label : labels) {
            Label other = spelled.putIfAbsent(label.normalised(), label);
            if (other != null) {
                findings.add(finding(label, other, "case or white space"));
            }
        }
        if (labels.size() <= MOST_COMPARED) {
            for (Label label : labels) {
                labels.stream()
                        .filter(other -> isSlip(label, other))
                        .findFirst()
                        .ifPresent(other -> findings.add(finding(label, other, "a letter or two")));
            }
        }
        return findings;
    }

    private static boolean isSlip(Label label, Label other) {
        return other.rows().count() >= RARER * label.rows().count()
                && !other.normalised().equals(label.normalised())
                && label.name().codePoints().anyMatch(Character::isLetter)
                && Nearest.distance(label.name(), other.name())
                        <= Math.max(1, label.name().length() / 5);
    }

    private Finding finding(Label one, Label other, String difference) {
        boolean swap = one.rows().count() > other.rows().count();
        Label rare = swap ? other : one;
        Label common = swap ? one : other;
        return new Finding(
                "label_near_misses",
                Severity.PROBLEM,
                part,
                String.format(
                        Locale.ROOT,
                        "The label \"%s\" (%s) differs from \"%s\" (%,d) by %s only.",
                        rare.name(),
                        Counts.plural(rare.rows().count(), "row"),
                        common.name(),
                        common.rows().count(),
                        difference),
                rare.rows().count(),
                rare.rows().first(),
                "If they mean the same, write them the same: now they are two classes.");
    }
}
