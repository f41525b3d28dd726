package io.verdict.trainer.report.html;

import io.verdict.trainer.report.Answers;
import io.verdict.trainer.report.ClassScores;
import io.verdict.trainer.report.ClassificationMetrics;
import io.verdict.trainer.report.MultilabelMetrics;
import io.verdict.trainer.report.Outcome;
import io.verdict.trainer.report.ProbabilityScores;
import io.verdict.trainer.report.RunFacts;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The scores over all, and of each class or label. */
final class ScoresSection implements Section {
    /** More classes than these are shown by the largest and the weakest, all of them folded. */
    private static final int MOST_CLASSES = 40;

    private static final int SHOWN = 15;

    private final RunFacts facts;

    ScoresSection(RunFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "scores";
    }

    @Override
    public String title() {
        return "Scores"
                + facts.outcome()
                        .map(outcome -> " on the " + outcome.part() + " data")
                        .orElse("");
    }

    @Override
    public boolean hasContent() {
        return facts.outcome().isPresent();
    }

    @Override
    public void addTo(Html page) {
        facts.outcome().ifPresent(outcome -> {
            overall(page, outcome);
            classes(page, outcome.answers());
        });
    }

    private static void overall(Html page, Outcome outcome) {
        page.open("dl", "class", "figures");
        overall(outcome)
                .forEach((name, value) -> page.open("div")
                        .element("dt", name)
                        .element("dd", value)
                        .close());
        page.close();
        page.element(
                "p",
                "ROC-AUC: how often a text with the label gets a higher probability of it than a text without; 0.5 is"
                        + " chance. PR-AUC: the mean precision over all thresholds. Both are means over the labels; of"
                        + " two classes they are those of the second."
                        + (outcome.answers().multiLabel()
                                ? ""
                                : " MCC: the correlation of answers and truths; 0 is chance, 1 is all right."),
                "class",
                "note");
    }

    private static Map<String, String> overall(Outcome outcome) {
        Map<String, String> figures = new LinkedHashMap<>();
        if (outcome.answers().multiLabel()) {
            MultilabelMetrics metrics = outcome.answers().multilabelMetrics();
            figures.put("F1 (micro)", Figures.score(metrics.microF1()));
            figures.put("F1 (macro)", Figures.score(metrics.macroF1()));
            figures.put("Precision (micro)", Figures.score(metrics.micro().precision()));
            figures.put("Recall (micro)", Figures.score(metrics.micro().recall()));
            figures.put("All labels right", Figures.percent(metrics.subsetAccuracy()));
        } else {
            ClassificationMetrics metrics = outcome.answers().metrics();
            figures.put("Accuracy", Figures.percent(metrics.accuracy()));
            figures.put("F1 (macro)", Figures.score(metrics.macroF1()));
            figures.put("Precision (macro)", Figures.score(metrics.macroPrecision()));
            figures.put("Recall (macro)", Figures.score(metrics.macroRecall()));
            metrics.matthewsCorrelation().ifPresent(value -> figures.put("Correlation (MCC)", Figures.score(value)));
        }
        ProbabilityScores scores = ProbabilityScores.of(outcome.answers());
        scores.rocAuc().ifPresent(value -> figures.put("ROC-AUC", Figures.score(value)));
        scores.prAuc().ifPresent(value -> figures.put("PR-AUC", Figures.score(value)));
        figures.put("Loss", String.format(Locale.ROOT, "%.4f", outcome.loss()));
        figures.put("Texts", Figures.count(outcome.answers().size()));
        return figures;
    }

    private static void classes(Html page, Answers answers) {
        List<ClassScores> all = answers.multiLabel()
                ? answers.multilabelMetrics().labels()
                : answers.metrics().classes();
        String each = answers.multiLabel() ? "label" : "class";
        if (all.size() <= MOST_CLASSES) {
            table(page, "Scores of each " + each, all);
        } else {
            table(
                    page,
                    "The " + SHOWN + " largest of " + Figures.count(all.size()),
                    all.stream()
                            .sorted(Comparator.comparingInt(ClassScores::support)
                                    .reversed())
                            .limit(SHOWN)
                            .toList());
            table(
                    page,
                    "The " + SHOWN + " weakest that have texts",
                    all.stream()
                            .filter(scores -> scores.support() > 0)
                            .sorted(Comparator.comparingDouble(ClassScores::f1))
                            .limit(SHOWN)
                            .toList());
            page.open("details").element("summary", "All " + Figures.count(all.size()));
            table(page, "Scores of all", all);
            page.close();
        }
        page.element(
                "p",
                "Precision: how many of the answers are right. Recall: how many of the texts are found. F1: the harmonic"
                        + " mean of both. Texts: how many are of this " + each + ".",
                "class",
                "note");
    }

    private static void table(Html page, String caption, List<ClassScores> classes) {
        Table table = new Table(page, caption, List.of("Name", "Precision", "Recall", "F1", "Texts"));
        for (ClassScores scores : classes) {
            table.row(List.of(
                    Figures.first(scores.name(), 80),
                    Figures.score(scores.precision()),
                    Figures.score(scores.recall()),
                    Figures.score(scores.f1()),
                    Figures.count(scores.support())));
        }
        table.end();
    }
}
