package io.verdict.trainer.report.html;

import io.verdict.trainer.report.History;
import io.verdict.trainer.report.RunFacts;
import io.verdict.trainer.report.html.LineChart.Line;
import io.verdict.trainer.report.html.LineChart.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** How training went: loss, accuracy and F1, learning rate, and a row an evaluation. */
final class CurvesSection implements Section {
    private final RunFacts facts;
    private final List<History.Row> rows;

    CurvesSection(RunFacts facts) {
        this.facts = facts;
        this.rows = facts.history().rows();
    }

    @Override
    public String id() {
        return "training";
    }

    @Override
    public String title() {
        return "Training";
    }

    @Override
    public boolean hasContent() {
        return !rows.isEmpty();
    }

    @Override
    public void addTo(Html page) {
        List<Line> loss = List.of(
                new Line("training", trained(History.Row::trainLoss)),
                new Line("validation", validated(History.Validation::loss)));
        String wholeText = facts.multiLabel() ? " (all labels of a text right)" : "";
        List<Line> scores = List.of(
                new Line("training accuracy", trained(History.Row::trainAccuracy)),
                new Line("validation accuracy", validated(History.Validation::accuracy)),
                new Line("validation F1 (macro)", validated(History.Validation::f1Macro)));
        List<Line> rate = List.of(new Line("learning rate", rates()));
        page.open("div", "class", "charts");
        chart("loss", "Loss", "mean loss a text", loss, 0).addTo(page);
        chart("accuracy", "Accuracy" + wholeText + " and F1", "share, 0 to 1", scores, lowest(scores))
                .addTo(page);
        chart("rate", "Learning rate", "learning rate", rate, 0).addTo(page);
        page.close();
        page.element(
                "p",
                "Training values are taken while the model learns, with dropout; at the beginning of a run they are worse"
                        + " than those of the validation data for that reason alone.",
                "class",
                "note");
        table(page);
    }

    /** From 0 unless all values are near 1, where nothing could be told apart. */
    private static double lowest(List<Line> lines) {
        double smallest = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .min()
                .orElse(0);
        return smallest < 0.5 ? 0 : smallest;
    }

    private LineChart chart(String id, String title, String unit, List<Line> lines, double lowest) {
        double largest = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(1);
        double epochs = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(1);
        double first = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::x)
                .min()
                .orElse(0);
        boolean bounded = largest <= 1 && unit.startsWith("share");
        return new LineChart(
                id,
                title,
                Axis.whole("epoch", Math.floor(Math.min(first, epochs - 1)), Math.ceil(epochs)),
                bounded ? Axis.over(unit, lowest, 1) : Axis.over(unit, lowest, largest),
                lines);
    }

    private List<Point> rates() {
        Stream<Point> points = facts.steps().size() > rows.size()
                ? facts.steps().stream().map(step -> new Point(step.epoch(), step.learningRate()))
                : rows.stream().map(row -> new Point(row.epoch(), row.learningRate()));
        return points.filter(point -> Double.isFinite(point.y())).toList();
    }

    private List<Point> trained(ToDoubleFunction<History.Row> value) {
        return rows.stream()
                .map(row -> new Point(row.epoch(), value.applyAsDouble(row)))
                .filter(point -> Double.isFinite(point.y()))
                .toList();
    }

    private List<Point> validated(ToDoubleFunction<History.Validation> value) {
        return rows.stream()
                .filter(row -> row.validation() != null)
                .map(row -> new Point(row.epoch(), value.applyAsDouble(Objects.requireNonNull(row.validation()))))
                .filter(point -> Double.isFinite(point.y()))
                .toList();
    }

    private void table(Html page) {
        Table table = new Table(
                page,
                "Each evaluation",
                List.of(
                        "Epoch",
                        "Updates",
                        "Training loss",
                        "Training accuracy",
                        "Validation loss",
                        "Validation accuracy",
                        "Validation F1 (macro)",
                        "Tokens a second",
                        "Time so far"));
        for (History.Row row : rows) {
            History.Validation valid = row.validation();
            List<String> cells = new ArrayList<>(List.of(
                    String.format(Locale.ROOT, row.epoch() == Math.rint(row.epoch()) ? "%.0f" : "%.2f", row.epoch()),
                    Figures.count(row.step()),
                    four(row.trainLoss()),
                    four(row.trainAccuracy())));
            cells.addAll(
                    valid == null
                            ? List.of("", "", "")
                            : List.of(four(valid.loss()), four(valid.accuracy()), four(valid.f1Macro())));
            cells.add(Double.isFinite(row.tokensPerSecond()) ? Figures.count(Math.round(row.tokensPerSecond())) : "");
            cells.add(Figures.time(row.seconds()));
            table.row(cells);
        }
        table.end();
    }

    private static String four(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "";
    }
}
