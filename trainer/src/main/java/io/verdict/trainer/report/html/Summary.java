package io.verdict.trainer.report.html;

import io.verdict.trainer.doctor.Diagnosis;
import io.verdict.trainer.doctor.Finding.Severity;
import io.verdict.trainer.report.Answers;
import io.verdict.trainer.report.ClassScores;
import io.verdict.trainer.report.ClassificationMetrics;
import io.verdict.trainer.report.MultilabelMetrics;
import io.verdict.trainer.report.Outcome;
import io.verdict.trainer.report.Reliability;
import io.verdict.trainer.report.RunFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The verdict in a paragraph: how good the model is, against what, where it is weak, and whether to believe it. */
final class Summary {
    /** The 0.975 quantile of the normal distribution: an interval that holds 95%. */
    private static final double Z = 1.959964;
    /** Gaps between confidence and accuracy that are worth a word. */
    private static final double GAP = 0.03;

    private final RunFacts facts;

    Summary(RunFacts facts) {
        this.facts = facts;
    }

    String text() {
        List<String> sentences = new ArrayList<>();
        if (facts.outcome().isPresent()) {
            Outcome outcome = facts.outcome().get();
            sentences.addAll(
                    facts.multiLabel()
                            ? severalLabels(outcome, outcome.answers().multilabelMetrics())
                            : oneLabel(outcome, outcome.answers().metrics()));
            sentences.add(calibration(outcome.answers()));
        } else {
            sentences.add("The model was not evaluated: there were no labelled texts to test it on.");
        }
        facts.data().flatMap(Summary::data).ifPresent(sentences::add);
        return String.join(" ", sentences);
    }

    private static List<String> oneLabel(Outcome outcome, ClassificationMetrics metrics) {
        List<String> sentences = new ArrayList<>();
        int right = metrics.confusion().correct();
        int all = metrics.examples();
        sentences.add(String.format(
                Locale.ROOT,
                "Of %s the model gets %s right: %s (95%% interval %s).",
                Figures.counted(all, outcome.part() + " text", outcome.part() + " texts"),
                Figures.count(right),
                Figures.percent((double) right / all),
                interval(right, all)));
        ClassScores common = metrics.classes().stream()
                .max(Comparator.comparingInt(ClassScores::support))
                .orElseThrow();
        String base = Figures.percent((double) common.support() / all);
        sentences.add(
                right > common.support()
                        ? "Always answering \u201c" + name(common) + "\u201d would get " + base + "."
                        : "That is no better than always answering \u201c" + name(common) + "\u201d, which gets " + base
                                + ".");
        weakest(metrics.classes())
                .ifPresent(weak -> sentences.add(String.format(
                        Locale.ROOT,
                        "Weakest is \u201c%s\u201d: it finds %s of its %s, and %s of its answers are right.",
                        name(weak),
                        Figures.percent(weak.recall()),
                        Figures.counted(weak.support(), "text", "texts"),
                        Figures.percent(weak.precision()))));
        return sentences;
    }

    private static List<String> severalLabels(Outcome outcome, MultilabelMetrics metrics) {
        List<String> sentences = new ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "On %s the model finds %s of the labels, and %s of those it gives are right (F1 %s).",
                Figures.counted(metrics.examples(), outcome.part() + " text", outcome.part() + " texts"),
                Figures.percent(metrics.micro().recall()),
                Figures.percent(metrics.micro().precision()),
                Figures.score(metrics.micro().f1())));
        sentences.add("All labels of a text are right for " + Figures.percent(metrics.subsetAccuracy()) + " of them.");
        weakest(metrics.labels())
                .ifPresent(weak -> sentences.add(String.format(
                        Locale.ROOT,
                        "Weakest is \u201c%s\u201d: F1 %s on %s.",
                        name(weak),
                        Figures.score(weak.f1()),
                        Figures.counted(weak.support(), "text", "texts"))));
        return sentences;
    }

    private static Optional<ClassScores> weakest(List<ClassScores> classes) {
        return classes.stream()
                .filter(scores -> scores.support() > 0 && scores.f1() < 1)
                .min(Comparator.comparingDouble(ClassScores::f1));
    }

    private static String calibration(Answers answers) {
        Reliability reliability = Reliability.of(answers);
        double gap = reliability.confidence() - reliability.right();
        String figures = String.format(
                Locale.ROOT,
                "(mean probability %s, came true %s, expected calibration error %s)",
                Figures.percent(reliability.confidence()),
                Figures.percent(reliability.right()),
                Figures.score(reliability.error()));
        if (gap > GAP) {
            return "It is surer than it should be " + figures + ".";
        }
        return gap < -GAP
                ? "It is less sure than it could be " + figures + "."
                : "Its probabilities can be believed on average " + figures + ".";
    }

    private static Optional<String> data(Diagnosis data) {
        long problems = data.count(Severity.PROBLEM);
        long warnings = data.count(Severity.WARNING);
        return problems + warnings == 0
                ? Optional.empty()
                : Optional.of("The data has " + Figures.counted(problems, "problem", "problems") + " and "
                        + Figures.counted(warnings, "warning", "warnings") + " to look at.");
    }

    /** Wilson's score interval for a share. */
    static String interval(long right, long all) {
        double share = (double) right / all;
        double z2 = Z * Z / all;
        double centre = (share + z2 / 2) / (1 + z2);
        double half = Z * Math.sqrt(share * (1 - share) / all + z2 / all / 4) / (1 + z2);
        return Figures.percent(Math.max(0, centre - half)) + " to " + Figures.percent(Math.min(1, centre + half));
    }

    private static String name(ClassScores scores) {
        return Figures.first(scores.name(), 60);
    }
}
