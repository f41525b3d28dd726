package io.verdict.trainer.doctor;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.verdict.trainer.doctor.Finding.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the doctor found.
 *
 * @param targets of what form the targets are and how many labels there are, in one line; empty if that is not known
 * @param figures what each part is like, in the order in which they were examined
 * @param findings problems first, then warnings, then notes
 */
public record Diagnosis(String targets, Map<String, PartFigures> figures, List<Finding> findings) {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    public Diagnosis {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        findings = findings.stream()
                .sorted((a, b) -> a.severity().compareTo(b.severity()))
                .toList();
    }

    /** How many rows of each part were looked at. */
    public Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        figures.forEach((part, each) -> rows.put(part, each.rows()));
        return rows;
    }

    /** How many findings there are of this severity. */
    public long count(Severity severity) {
        return findings.stream().filter(each -> each.severity() == severity).count();
    }

    /** For people: each finding with the first rows it is about and with what to do. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        rows().forEach((part, count) -> text.append(part + ": " + Counts.plural(count, "row") + "\n"));
        if (!targets.isEmpty()) {
            text.append(targets).append('\n');
        }
        for (Finding finding : findings) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%s, %s, %s%n  %s%n",
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    finding.check(),
                    finding.part(),
                    finding.what()));
            if (!finding.examples().isEmpty()) {
                boolean more = finding.rows() > finding.examples().size();
                text.append("  Rows: ")
                        .append(String.join("; ", finding.examples()))
                        .append(more ? "; ...\n" : "\n");
            }
            if (!finding.advice().isEmpty()) {
                text.append("  ").append(finding.advice()).append('\n');
            }
        }
        return text.append('\n')
                .append(Counts.plural(count(Severity.PROBLEM), "problem"))
                .append(", ")
                .append(Counts.plural(count(Severity.WARNING), "warning"))
                .append(", ")
                .append(Counts.plural(count(Severity.NOTE), "note"))
                .append('\n')
                .toString();
    }

    /** For programs: {@code {"rows": {part: count}, "targets": "...", "findings": [{...}]}}. */
    public String toJson() {
        JsonObject json = new JsonObject();
        json.add("rows", GSON.toJsonTree(rows()));
        json.addProperty("targets", targets);
        JsonArray list = new JsonArray();
        for (Finding finding : findings) {
            JsonObject each = new JsonObject();
            each.addProperty("check", finding.check());
            each.addProperty("severity", finding.severity().name().toLowerCase(Locale.ROOT));
            each.addProperty("part", finding.part());
            each.addProperty("what", finding.what());
            each.addProperty("rows", finding.rows());
            each.add("examples", GSON.toJsonTree(finding.examples()));
            each.addProperty("advice", finding.advice());
            list.add(each);
        }
        json.add("findings", list);
        return GSON.toJson(json);
    }
}
