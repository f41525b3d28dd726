package io.verdict.trainer.report.html;

import io.verdict.trainer.report.Answers;
import io.verdict.trainer.report.Reliability;
import io.verdict.trainer.report.RunFacts;
import java.util.List;
import java.util.Locale;

/** Whether the probabilities can be believed: a reliability diagram, and how often each probability is given. */
final class CalibrationSection implements Section {
    private final RunFacts facts;

    CalibrationSection(RunFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "calibration";
    }

    @Override
    public String title() {
        return "Calibration";
    }

    @Override
    public boolean hasContent() {
        return facts.outcome().isPresent();
    }

    @Override
    public void addTo(Html page) {
        facts.outcome().ifPresent(outcome -> {
            Answers answers = outcome.answers();
            Reliability reliability = Reliability.of(answers);
            String decisions = answers.multiLabel() ? "labels of texts" : "texts";
            page.element(
                    "p",
                    "Where bars reach the dashed line, a probability of 0.8 is right in 8 of 10 cases. Bars below it mean"
                            + " that the model is surer than it should be. Expected calibration error: "
                            + Figures.score(reliability.error())
                            + ", the mean distance from the line.");
            page.open("div", "class", "charts");
            reliability(page, reliability, answers.multiLabel());
            counts(page, reliability, decisions);
            page.close();
            table(page, reliability, decisions);
        });
    }

    private static void reliability(Html page, Reliability reliability, boolean multiLabel) {
        Frame frame = new Frame(
                page,
                "reliability",
                "Reliability",
                String.format(
                        Locale.ROOT,
                        "Mean probability %s, came true %s, expected calibration error %s. The table below has all values.",
                        Figures.percent(reliability.confidence()),
                        Figures.percent(reliability.right()),
                        Figures.score(reliability.error())),
                Axis.over(multiLabel ? "probability of a label" : "probability of the answer", 0, 1),
                Axis.over(multiLabel ? "share that has the label" : "share that is right", 0, 1));
        frame.begin();
        for (Reliability.Bin bin : reliability.bins()) {
            if (bin.count() > 0) {
                frame.bar("bar", bin.from(), bin.to(), bin.right(), tip(bin));
            }
        }
        frame.line("diagonal", 0, 0, 1, 1);
        for (Reliability.Bin bin : reliability.bins()) {
            if (bin.count() > 0) {
                frame.dot("dot s1", bin.confidence(), bin.right(), tip(bin));
            }
        }
        frame.end();
    }

    private static void counts(Html page, Reliability reliability, String decisions) {
        double most = reliability.bins().stream()
                .mapToLong(Reliability.Bin::count)
                .max()
                .orElse(1);
        Frame frame = new Frame(
                page,
                "confidences",
                "How often each probability is given",
                "Counts of " + decisions + " by probability; the table below has all values.",
                Axis.over("probability", 0, 1),
                Axis.over(decisions, 0, most));
        frame.begin();
        for (Reliability.Bin bin : reliability.bins()) {
            if (bin.count() > 0) {
                frame.bar("bar", bin.from(), bin.to(), (double) bin.count(), tip(bin));
            }
        }
        frame.end();
    }

    private static void table(Html page, Reliability reliability, String decisions) {
        page.open("details").element("summary", "The values of both pictures");
        Table table = new Table(
                page, "Calibration", List.of("Probability", "Number of " + decisions, "Mean probability", "Came true"));
        for (Reliability.Bin bin : reliability.bins()) {
            table.row(List.of(
                    range(bin),
                    Figures.count(bin.count()),
                    bin.count() == 0 ? "" : Figures.score(bin.confidence()),
                    bin.count() == 0 ? "" : Figures.score(bin.right())));
        }
        table.end();
        page.close();
    }

    private static String range(Reliability.Bin bin) {
        return String.format(Locale.ROOT, "%.1f to %.1f", bin.from(), bin.to());
    }

    private static String tip(Reliability.Bin bin) {
        return range(bin) + ": " + Figures.count(bin.count()) + ", came true " + Figures.percent(bin.right());
    }
}
