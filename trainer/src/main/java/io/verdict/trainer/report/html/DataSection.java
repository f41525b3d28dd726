package io.verdict.trainer.report.html;

import io.verdict.trainer.doctor.Diagnosis;
import io.verdict.trainer.doctor.Finding;
import io.verdict.trainer.doctor.PartFigures;
import io.verdict.trainer.doctor.TokenFigures;
import io.verdict.trainer.report.RunFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the data is like: rows, lengths, labels of each part, and what the doctor found. */
final class DataSection implements Section {
    /** Labels beyond these stand in a part of the page that is folded. */
    private static final int MOST_LABELS = 25;

    private static final int BARS = 24;

    private final RunFacts facts;

    DataSection(RunFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "data";
    }

    @Override
    public String title() {
        return "Data";
    }

    @Override
    public boolean hasContent() {
        return facts.data().isPresent();
    }

    @Override
    public void addTo(Html page) {
        facts.data().ifPresent(data -> {
            parts(page, data);
            findings(page, data);
            page.open("div", "class", "charts");
            data.figures()
                    .forEach((part, figures) -> figures.tokens().ifPresent(tokens -> lengths(page, part, tokens)));
            page.close();
            labels(page, data);
        });
    }

    private static void parts(Html page, Diagnosis data) {
        Table table = new Table(
                page,
                "Rows and tokens of each part",
                List.of(
                        "Part",
                        "Rows looked at",
                        "Labels",
                        "Texts tokenized",
                        "Median tokens",
                        "95% have at most",
                        "Longest",
                        "Cut",
                        "Unknown tokens"));
        data.figures().forEach((part, figures) -> {
            List<String> row = new ArrayList<>(List.of(
                    part,
                    Figures.count(figures.rows()),
                    Figures.count(figures.labels().size())));
            row.addAll(figures.tokens().map(DataSection::tokens).orElse(List.of("", "", "", "", "", "")));
            table.row(row);
        });
        table.end();
    }

    private static List<String> tokens(TokenFigures tokens) {
        return List.of(
                Figures.count(tokens.texts()),
                Figures.count(tokens.quantile(0.5)),
                Figures.count(tokens.quantile(0.95)),
                Figures.count(tokens.quantile(1)),
                Figures.percent((double) tokens.cut() / tokens.texts()) + " (over " + tokens.maxLength() + ")",
                Figures.percent((double) tokens.unknown() / tokens.tokens()));
    }

    private static void findings(Html page, Diagnosis data) {
        List<Finding> serious = data.findings().stream()
                .filter(finding -> finding.severity() != Finding.Severity.NOTE)
                .toList();
        if (serious.isEmpty()) {
            page.element("p", "The data doctor found nothing wrong.");
            return;
        }
        page.element("h3", "What the data doctor found").open("ul", "class", "findings");
        for (Finding finding : serious) {
            String severity = finding.severity().name().toLowerCase(Locale.ROOT);
            page.open("li").element("strong", severity, "class", severity);
            page.text(" " + finding.part() + ": " + finding.what());
            if (!finding.examples().isEmpty()) {
                page.text(" (" + String.join(", ", finding.examples())
                        + (finding.rows() > finding.examples().size() ? ", \u2026)" : ")"));
            }
            page.text(finding.advice().isEmpty() ? "" : " " + finding.advice()).close();
        }
        page.close();
    }

    /** How many texts have about so many tokens; the last bar holds all that are longer. */
    private static void lengths(Html page, String part, TokenFigures tokens) {
        int end = Math.max(
                BARS, Math.max(tokens.quantile(0.98), Math.min(tokens.maxLength() * 5 / 4, tokens.quantile(1))));
        int width = Math.max(1, (end + BARS - 1) / BARS);
        Map<Integer, Long> bars = new TreeMap<>();
        tokens.lengths().forEach((length, count) -> bars.merge(Math.min(BARS - 1, length / width), count, Long::sum));
        double highest = bars.values().stream().mapToLong(Long::longValue).max().orElse(1);
        Frame frame = new Frame(
                page,
                "lengths-" + part,
                "Length of the " + part + " texts",
                "Half of the texts have at most " + tokens.quantile(0.5) + " tokens, 95% at most "
                        + tokens.quantile(0.95) + "; the model reads " + tokens.maxLength() + ".",
                Axis.whole("tokens in a text", 0, BARS * width),
                Axis.over("texts", 0, highest));
        frame.begin();
        bars.forEach((bar, count) -> frame.bar(
                "bar",
                bar * width,
                (bar + 1) * width,
                count,
                Figures.counted(count, "text", "texts") + " with "
                        + (bar == BARS - 1
                                ? bar * width + " tokens or more"
                                : bar * width + " to " + ((bar + 1) * width - 1) + " tokens")));
        if (tokens.maxLength() < BARS * width) {
            Axis y = Axis.over("texts", 0, highest);
            frame.line("mark", tokens.maxLength(), 0, tokens.maxLength(), y.to());
            boolean right = tokens.maxLength() > BARS * width * 0.6;
            frame.label(
                    tokens.maxLength() + (right ? -1 : 1) * BARS * width * 0.015,
                    y.to() * 0.94,
                    right ? "end" : "start",
                    "cut at " + tokens.maxLength());
        }
        frame.end();
    }

    private void labels(Html page, Diagnosis data) {
        Set<String> known = new LinkedHashSet<>(facts.labels());
        data.figures().values().forEach(figures -> known.addAll(figures.labels().keySet()));
        List<String> names = new ArrayList<>(known);
        names.sort(Comparator.comparingLong((String name) -> data.figures().values().stream()
                        .mapToLong(figures -> figures.labels().getOrDefault(name, 0L))
                        .sum())
                .reversed());
        labels(page, data, "Rows of each label", names.subList(0, Math.min(MOST_LABELS, names.size())));
        if (names.size() > MOST_LABELS) {
            List<String> more = names.subList(MOST_LABELS, names.size());
            page.open("details").element("summary", "The other " + Figures.counted(more.size(), "label", "labels"));
            labels(page, data, "Rows of the other labels", more);
            page.close();
        }
    }

    private static void labels(Html page, Diagnosis data, String caption, List<String> names) {
        List<String> columns = new ArrayList<>(List.of("Label"));
        data.figures().keySet().forEach(columns::add);
        Table table = new Table(page, caption, columns);
        for (String name : names) {
            List<String> row = new ArrayList<>(List.of(Figures.first(name, 80)));
            for (PartFigures figures : data.figures().values()) {
                long count = figures.labels().getOrDefault(name, 0L);
                row.add(Figures.count(count) + " (" + Figures.percent((double) count / Math.max(1, figures.rows()))
                        + ")");
            }
            table.row(row);
        }
        table.end();
    }
}
