package io.verdict.trainer.report.html;

import io.verdict.trainer.report.ClassificationMetrics;
import io.verdict.trainer.report.ConfusionMatrix;
import io.verdict.trainer.report.LargestClasses;
import io.verdict.trainer.report.RunFacts;
import java.util.Comparator;
import java.util.List;

/** What was taken for what, where a text has one label: a matrix, and the most frequent confusions. */
final class ConfusionSection implements Section {
    private static final int MOST_CLASSES = 15;
    private static final int MOST_PAIRS = 25;
    private static final int NAME = 24;
    /** Shades of a cell, in the style sheet. */
    private static final int SHADES = 9;

    private final RunFacts facts;

    ConfusionSection(RunFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "confusion";
    }

    @Override
    public String title() {
        return "Confusion matrix";
    }

    @Override
    public boolean hasContent() {
        return facts.outcome().isPresent() && !facts.multiLabel();
    }

    @Override
    public void addTo(Html page) {
        facts.outcome().ifPresent(outcome -> {
            ClassificationMetrics metrics = outcome.answers().metrics();
            matrix(page, metrics);
            if (metrics.classes().size() > 2) {
                pairs(page, metrics);
            }
        });
    }

    private static void matrix(Html page, ClassificationMetrics metrics) {
        ConfusionMatrix confusion = metrics.confusion();
        int[] shown = LargestClasses.of(confusion, MOST_CLASSES);
        boolean all = shown.length == confusion.classes();
        String caption = all
                ? "A row is the true class, a column what the model said; the diagonal is right"
                : "The " + shown.length + " largest of " + Figures.count(confusion.classes())
                        + " classes; a row is the true class, a column what the model said";
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Confusion matrix")
                .open("table", "class", "matrix")
                .element("caption", caption)
                .open("thead")
                .open("tr")
                .element("th", "true \u2193 said \u2192", "scope", "col", "class", "corner");
        for (int column : shown) {
            page.open("th", "scope", "col", "title", name(metrics, column))
                    .element(
                            "span",
                            Figures.first(name(metrics, column), NAME),
                            "class",
                            shown.length > 6 ? "tall" : "flat")
                    .close();
        }
        if (!all) {
            page.element("th", "others", "scope", "col");
        }
        page.close().close().open("tbody");
        for (int row : shown) {
            row(page, metrics, row, shown, all);
        }
        page.close().close().close();
    }

    private static void row(Html page, ClassificationMetrics metrics, int row, int[] shown, boolean all) {
        ConfusionMatrix confusion = metrics.confusion();
        int support = confusion.support(row);
        page.open("tr")
                .element(
                        "th",
                        Figures.first(name(metrics, row), NAME),
                        "scope",
                        "row",
                        "dir",
                        "auto",
                        "title",
                        name(metrics, row));
        int rest = support;
        for (int column : shown) {
            int count = confusion.count(row, column);
            rest -= count;
            cell(page, count, support, row == column ? "hit" : "miss");
        }
        if (!all) {
            cell(page, rest, support, "miss");
        }
        page.close();
    }

    private static void cell(Html page, int count, int support, String kind) {
        double share = support == 0 ? 0 : (double) count / support;
        long shade = count == 0 ? 0 : Math.max(1, Math.round(share * SHADES));
        page.element(
                "td",
                count == 0 ? "\u00b7" : Figures.count(count),
                "class",
                kind + " h" + shade,
                "title",
                count == 0 ? "none" : Figures.percent(share) + " of the row");
    }

    private static void pairs(Html page, ClassificationMetrics metrics) {
        List<ConfusionMatrix.Cell> wrong = metrics.confusion().cells().stream()
                .filter(cell -> cell.label() != cell.prediction())
                .sorted(Comparator.comparingInt(ConfusionMatrix.Cell::count).reversed())
                .toList();
        if (wrong.isEmpty()) {
            return;
        }
        List<ConfusionMatrix.Cell> first = wrong.subList(0, Math.min(MOST_PAIRS, wrong.size()));
        Table table = new Table(
                page, "The most frequent confusions", List.of("True class", "The model said", "Texts", "Of the class"));
        for (ConfusionMatrix.Cell cell : first) {
            table.row(List.of(
                    Figures.first(name(metrics, cell.label()), 80),
                    Figures.first(name(metrics, cell.prediction()), 80),
                    Figures.count(cell.count()),
                    Figures.percent((double) cell.count() / metrics.confusion().support(cell.label()))));
        }
        table.end();
    }

    private static String name(ClassificationMetrics metrics, int label) {
        return metrics.classes().get(label).name();
    }
}
