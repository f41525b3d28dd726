package io.verdict.trainer.report.html;

import io.verdict.trainer.report.Answers;
import io.verdict.trainer.report.MultilabelMetrics;
import io.verdict.trainer.report.RunFacts;
import io.verdict.trainer.report.html.LineChart.Line;
import io.verdict.trainer.report.html.LineChart.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a text can have several labels: scores at other thresholds than 0.5, and labels that come in place of others. */
final class ThresholdSection implements Section {
    private static final int STEPS = 20;
    private static final int MOST_PAIRS = 15;

    private final RunFacts facts;

    ThresholdSection(RunFacts facts) {
        this.facts = facts;
    }

    @Override
    public String id() {
        return "threshold";
    }

    @Override
    public String title() {
        return "Threshold and mixed-up labels";
    }

    @Override
    public boolean hasContent() {
        return facts.outcome().isPresent() && facts.multiLabel();
    }

    @Override
    public void addTo(Html page) {
        facts.outcome().ifPresent(outcome -> {
            page.element(
                    "p",
                    "A label is given from a probability of 0.5 on. A lower threshold finds more labels, a higher one"
                            + " makes fewer mistakes; choose it on validation data, not on the texts that are to tell how"
                            + " good the model is.");
            page.open("div", "class", "charts");
            chart(outcome.answers()).addTo(page);
            page.close();
            mixedUp(page, outcome.answers());
        });
    }

    private static LineChart chart(Answers answers) {
        List<Point> precision = new ArrayList<>();
        List<Point> recall = new ArrayList<>();
        List<Point> f1 = new ArrayList<>();
        for (int step = 1; step < STEPS; step++) {
            double threshold = (double) step / STEPS;
            MultilabelMetrics metrics = answers.multilabelMetrics(threshold);
            precision.add(new Point(threshold, metrics.micro().precision()));
            recall.add(new Point(threshold, metrics.micro().recall()));
            f1.add(new Point(threshold, metrics.micro().f1()));
        }
        return new LineChart(
                "thresholds",
                "Scores by threshold",
                Axis.over("threshold on the probability", 0, 1),
                Axis.over("score over all labels (micro)", 0, 1),
                List.of(new Line("precision", precision), new Line("recall", recall), new Line("F1", f1)));
    }

    /** Of a text, each label that was missed with each that was given wrongly. */
    private static void mixedUp(Html page, Answers answers) {
        TreeMap<Long, Integer> pairs = new TreeMap<>();
        long labels = answers.labels().size();
        for (int text = 0; text < answers.size(); text++) {
            List<Integer> truth = answers.truths().get(text);
            List<Integer> said = answers.predicted(text);
            for (int missed : truth) {
                for (int added : said) {
                    if (!said.contains(missed) && !truth.contains(added)) {
                        pairs.merge(missed * labels + added, 1, Integer::sum);
                    }
                }
            }
        }
        if (pairs.isEmpty()) {
            return;
        }
        Table table = new Table(page, "Labels given in place of others", List.of("Missed", "Given instead", "Texts"));
        pairs.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_PAIRS)
                .forEach(pair -> table.row(List.of(
                        Figures.first(answers.labels().get((int) (pair.getKey() / labels)), 80),
                        Figures.first(answers.labels().get((int) (pair.getKey() % labels)), 80),
                        Figures.count(pair.getValue()))));
        table.end();
    }
}
