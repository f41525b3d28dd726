package io.verdict.trainer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.verdict.transformer.VerdictException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well predictions of one class an example meet the labels: accuracy, precision, recall and F1 of each class, their
 * means, Matthews' correlation, and the confusion matrix. The values are those of scikit-learn's {@code accuracy_score},
 * {@code precision_recall_fscore_support(labels=range(classes), zero_division=0)} and {@code confusion_matrix}: a class
 * without examples counts in the macro means, with zeros.
 *
 * @param classes the scores of each class, in the order of the classes
 * @param confusion labels against predictions
 */
public record ClassificationMetrics(List<ClassScores> classes, ConfusionMatrix confusion) {
    /** Above this many classes the JSON lists the cells that are not zero and no whole matrix. */
    private static final int MOST_CLASSES_IN_A_MATRIX = 200;

    public ClassificationMetrics {
        classes = List.copyOf(classes);
        if (classes.size() != confusion.classes()) {
            throw new VerdictException("There are scores of " + classes.size()
                    + " classes, but the confusion matrix has " + confusion.classes() + ".");
        }
    }

    /**
     * Compares predictions with labels.
     *
     * @param labels the true class of each example, from 0
     * @param predictions the predicted class of each example, as long as {@code labels}
     * @param classNames the names of all classes
     * @throws VerdictException if there are no examples, the lengths differ, or a class is not one of the named
     */
    public static ClassificationMetrics of(int[] labels, int[] predictions, List<String> classNames) {
        if (labels.length != predictions.length) {
            throw new VerdictException("There are " + labels.length + " labels, but " + predictions.length
                    + " predictions; each example needs one of both.");
        }
        if (labels.length == 0) {
            throw new VerdictException("There are no examples to measure.");
        }
        requireClasses("label", labels, classNames.size());
        requireClasses("prediction", predictions, classNames.size());
        ConfusionMatrix confusion = new ConfusionMatrix(classNames.size(), labels, predictions);
        return new ClassificationMetrics(
                IntStream.range(0, classNames.size())
                        .mapToObj(i -> scores(classNames.get(i), i, confusion))
                        .toList(),
                confusion);
    }

    /** The part of the examples whose prediction is right. */
    public double accuracy() {
        return ratio(confusion.correct(), confusion.examples());
    }

    /** The mean of the classes' precisions. */
    public double macroPrecision() {
        return mean(ClassScores::precision);
    }

    /** The mean of the classes' recalls. */
    public double macroRecall() {
        return mean(ClassScores::recall);
    }

    /** The mean of the classes' F1 scores. */
    public double macroF1() {
        return mean(ClassScores::f1);
    }

    /** The mean of the classes' precisions, each as often as it has examples. */
    public double weightedPrecision() {
        return weighted(ClassScores::precision);
    }

    /** The mean of the classes' recalls, each as often as it has examples: the accuracy. */
    public double weightedRecall() {
        return weighted(ClassScores::recall);
    }

    /** The mean of the classes' F1 scores, each as often as it has examples. */
    public double weightedF1() {
        return weighted(ClassScores::f1);
    }

    /**
     * Matthews' correlation coefficient, from -1 to 1 and 0 for guesses; scikit-learn's {@code matthews_corrcoef}. Empty
     * if all labels, or all predictions, are one class, where scikit-learn says 0.
     */
    public OptionalDouble matthewsCorrelation() {
        double examples = confusion.examples();
        double together = 0;
        double supports = 0;
        double predictions = 0;
        for (int i = 0; i < classes.size(); i++) {
            together += (double) confusion.support(i) * confusion.predicted(i);
            supports += (double) confusion.support(i) * confusion.support(i);
            predictions += (double) confusion.predicted(i) * confusion.predicted(i);
        }
        double spread = (examples * examples - supports) * (examples * examples - predictions);
        return spread == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((confusion.correct() * examples - together) / Math.sqrt(spread));
    }

    /** The number of examples. */
    public int examples() {
        return confusion.examples();
    }

    /** A table of the classes and the confusion matrix, aligned, for a terminal; ends with a line break. */
    public String toText() {
        return new MetricsText(this).toString();
    }

    /**
     * {@code accuracy}, {@code examples}, {@code macro}, {@code weighted}, {@code mcc} (null where it is not defined) and each of {@code classes} ({@code name}, {@code precision},
     * {@code recall}, {@code f1}, {@code support}), and {@code confusion[label][prediction]}; for more than 200 classes
     * {@code confusion_cells} instead, each {@code [label, prediction, count]} where the count is not zero.
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("accuracy", accuracy());
        json.addProperty("examples", examples());
        JsonObject macro = new JsonObject();
        macro.addProperty("precision", macroPrecision());
        macro.addProperty("recall", macroRecall());
        macro.addProperty("f1", macroF1());
        json.add("macro", macro);
        JsonObject weighted = new JsonObject();
        weighted.addProperty("precision", weightedPrecision());
        weighted.addProperty("recall", weightedRecall());
        weighted.addProperty("f1", weightedF1());
        json.add("weighted", weighted);
        OptionalDouble mcc = matthewsCorrelation();
        json.add("mcc", mcc.isPresent() ? new JsonPrimitive(mcc.getAsDouble()) : JsonNull.INSTANCE);
        JsonArray list = new JsonArray();
        classes.forEach(scores -> list.add(toJson(scores)));
        json.add("classes", list);
        boolean dense = classes.size() <= MOST_CLASSES_IN_A_MATRIX;
        json.add(dense ? "confusion" : "confusion_cells", dense ? denseConfusion() : confusionCells());
        return json;
    }

    private static JsonObject toJson(ClassScores scores) {
        JsonObject json = new JsonObject();
        json.addProperty("name", scores.name());
        json.addProperty("precision", scores.precision());
        json.addProperty("recall", scores.recall());
        json.addProperty("f1", scores.f1());
        json.addProperty("support", scores.support());
        return json;
    }

    private JsonArray denseConfusion() {
        JsonArray matrix = new JsonArray();
        for (int label = 0; label < classes.size(); label++) {
            JsonArray row = new JsonArray();
            for (int prediction = 0; prediction < classes.size(); prediction++) {
                row.add(confusion.count(label, prediction));
            }
            matrix.add(row);
        }
        return matrix;
    }

    private JsonArray confusionCells() {
        JsonArray cells = new JsonArray();
        for (ConfusionMatrix.Cell cell : confusion.cells()) {
            JsonArray entry = new JsonArray();
            entry.add(cell.label());
            entry.add(cell.prediction());
            entry.add(cell.count());
            cells.add(entry);
        }
        return cells;
    }

    private static ClassScores scores(String name, int index, ConfusionMatrix confusion) {
        int hits = confusion.count(index, index);
        int support = confusion.support(index);
        int predicted = confusion.predicted(index);
        return new ClassScores(
                name,
                ratio(hits, predicted),
                ratio(hits, support),
                ratio(2.0 * hits, (double) support + predicted),
                support);
    }

    private double mean(ToDoubleFunction<ClassScores> score) {
        double sum = 0;
        for (ClassScores scores : classes) {
            sum += score.applyAsDouble(scores);
        }
        return sum / classes.size();
    }

    private double weighted(ToDoubleFunction<ClassScores> score) {
        double sum = 0;
        for (ClassScores scores : classes) {
            sum += score.applyAsDouble(scores) * scores.support();
        }
        return sum / confusion.examples();
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    private static void requireClasses(String what, int[] values, int classes) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] >= classes) {
                throw new VerdictException("The " + what + " of example " + i + " is class " + values[i]
                        + ", but there are the classes 0 to " + (classes - 1) + ".");
            }
        }
    }
}
