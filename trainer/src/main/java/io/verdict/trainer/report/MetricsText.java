package io.verdict.trainer.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Metrics for a terminal: a table of the classes and the confusion matrix. With more than {@value #MOST_CLASSES}
 * classes, the weakest classes and the most frequent confusions stand for them.
 */
final class MetricsText {
    static final int MOST_CLASSES = 20;
    private static final int WEAKEST = 10;
    private static final int CONFUSIONS = 10;

    /** Up to here the columns of the matrix carry names, beyond it numbers; 80 columns hold it either way. */
    private static final int MOST_NAMED_COLUMNS = 5;

    private static final int NAME_COLUMNS = 24;
    private static final int HEADER_COLUMNS = 10;

    private final ClassificationMetrics metrics;
    private final List<String> names;
    private final int nameWidth;
    private final StringBuilder out = new StringBuilder();

    MetricsText(ClassificationMetrics metrics) {
        this.metrics = metrics;
        this.names = metrics.classes().stream()
                .map(scores -> ShortName.of(scores.name(), NAME_COLUMNS))
                .toList();
        this.nameWidth = Math.max(
                "macro mean".length(),
                names.stream().mapToInt(ShortName::columns).max().orElse(0));
    }

    @Override
    public String toString() {
        out.setLength(0);
        boolean all = metrics.classes().size() <= MOST_CLASSES;
        table(all);
        out.append('\n');
        if (all) {
            matrix();
        } else {
            confusions();
        }
        return out.toString();
    }

    private void table(boolean all) {
        List<ClassScores> classes = metrics.classes();
        int[] shown = IntStream.range(0, classes.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> all ? 0 : classes.get(i).f1()))
                .limit(all ? classes.size() : WEAKEST)
                .mapToInt(i -> i)
                .toArray();
        line("", "precision", "recall", "f1", "support");
        for (int i : shown) {
            ClassScores scores = classes.get(i);
            line(names.get(i), scores.precision(), scores.recall(), scores.f1(), scores.support());
        }
        if (!all) {
            out.append("(the ").append(WEAKEST).append(" classes of the lowest F1 of ");
            out.append(classes.size()).append(")\n");
        }
        line("macro mean", metrics.macroPrecision(), metrics.macroRecall(), metrics.macroF1(), metrics.examples());
        out.append(ShortName.left("accuracy", nameWidth)).append(ShortName.right(four(metrics.accuracy()), 11));
        out.append("  (").append(metrics.confusion().correct()).append(" of ");
        out.append(metrics.examples()).append(")\n");
    }

    private void matrix() {
        int classes = names.size();
        boolean named = classes <= MOST_NAMED_COLUMNS;
        List<String> headers = IntStream.range(0, classes)
                .mapToObj(i -> named ? ShortName.of(names.get(i), HEADER_COLUMNS) : "[" + i + "]")
                .toList();
        List<String> rows = IntStream.range(0, classes)
                .mapToObj(i -> named ? names.get(i) : ShortName.right("[" + i + "]", 4) + " " + names.get(i))
                .toList();
        int rowWidth = Math.max(
                nameWidth, rows.stream().mapToInt(ShortName::columns).max().orElse(0));
        out.append("confusion matrix: a row is a label, a column a prediction\n")
                .append(" ".repeat(rowWidth));
        int[] widths = new int[classes];
        for (int j = 0; j < classes; j++) {
            widths[j] = 2 + columnWidth(headers.get(j), j);
            out.append(ShortName.right(headers.get(j), widths[j]));
        }
        for (int i = 0; i < classes; i++) {
            out.append('\n').append(ShortName.left(rows.get(i), rowWidth));
            for (int j = 0; j < classes; j++) {
                out.append(ShortName.right(Integer.toString(metrics.confusion().count(i, j)), widths[j]));
            }
        }
        out.append('\n');
    }

    private int columnWidth(String header, int prediction) {
        int most = IntStream.range(0, names.size())
                .map(label -> metrics.confusion().count(label, prediction))
                .max()
                .orElse(0);
        return Math.max(ShortName.columns(header), Integer.toString(most).length());
    }

    private void confusions() {
        List<ConfusionMatrix.Cell> wrong = metrics.confusion().cells().stream()
                .filter(cell -> cell.label() != cell.prediction())
                .sorted(Comparator.comparingInt(ConfusionMatrix.Cell::count).reversed())
                .limit(CONFUSIONS)
                .toList();
        if (wrong.isEmpty()) {
            out.append("no confusions\n");
            return;
        }
        out.append("most frequent confusions\n");
        for (ConfusionMatrix.Cell cell : wrong) {
            out.append(ShortName.right(Integer.toString(cell.count()), 8)).append("  ");
            out.append(names.get(cell.label())).append(" predicted as ");
            out.append(names.get(cell.prediction())).append('\n');
        }
    }

    private void line(String name, double precision, double recall, double f1, int support) {
        line(name, four(precision), four(recall), four(f1), Integer.toString(support));
    }

    private void line(String name, String precision, String recall, String f1, String support) {
        out.append(ShortName.left(name, nameWidth));
        out.append(ShortName.right(precision, 11)).append(ShortName.right(recall, 9));
        out.append(ShortName.right(f1, 9)).append(ShortName.right(support, 10)).append('\n');
    }

    private static String four(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
