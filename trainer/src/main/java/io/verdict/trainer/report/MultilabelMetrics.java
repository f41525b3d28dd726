package io.verdict.trainer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.verdict.transformer.VerdictException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How well predictions of any number of labels a text meet the true ones. The values are those of scikit-learn's
 * {@code accuracy_score} and {@code precision_recall_fscore_support(zero_division=0)} on indicator matrices: a label
 * that no text has counts in the macro means, with zeros.
 *
 * @param labels the scores of each label, in their order
 * @param micro the scores of all decisions together, of every text about every label; the support is the number of true
 *     labels
 * @param samples the mean of the texts' own scores; the support is the number of texts
 * @param hammingLoss the share of wrong decisions
 * @param subsetAccuracy the share of texts all of whose labels are right, and no others predicted
 * @param examples the number of texts
 */
public record MultilabelMetrics(
        List<ClassScores> labels,
        ClassScores micro,
        ClassScores samples,
        double hammingLoss,
        double subsetAccuracy,
        int examples) {
    private static final int NAME_COLUMNS = 24;

    public MultilabelMetrics {
        labels = List.copyOf(labels);
    }

    /**
     * Compares predictions with the truth.
     *
     * @param truths the numbers of the labels that each text has, each once
     * @param predictions those it is said to have, each once
     * @param names the names of all labels
     * @throws VerdictException if there are no texts, the lengths differ, or a label is not one of the named
     */
    public static MultilabelMetrics of(
            List<List<Integer>> truths, List<List<Integer>> predictions, List<String> names) {
        if (truths.size() != predictions.size() || truths.isEmpty()) {
            throw new VerdictException("There are the labels of " + truths.size() + " texts and predictions for "
                    + predictions.size() + "; each text needs both, and there must be one.");
        }
        int[] hits = new int[names.size()];
        int[] support = new int[names.size()];
        int[] predicted = new int[names.size()];
        int right = 0;
        double[] ofTexts = new double[3];
        for (int i = 0; i < truths.size(); i++) {
            Set<Integer> truth = new HashSet<>(truths.get(i));
            Set<Integer> prediction = new HashSet<>(predictions.get(i));
            right += truth.equals(prediction) ? 1 : 0;
            truth.forEach(label -> support[checked(label, names)]++);
            int hitsOfText = 0;
            for (int label : prediction) {
                predicted[checked(label, names)]++;
                hits[label] += truth.contains(label) ? 1 : 0;
                hitsOfText += truth.contains(label) ? 1 : 0;
            }
            ClassScores ofText = scores("", hitsOfText, prediction.size(), truth.size());
            ofTexts[0] += ofText.precision() / truths.size();
            ofTexts[1] += ofText.recall() / truths.size();
            ofTexts[2] += ofText.f1() / truths.size();
        }
        List<ClassScores> labels = new ArrayList<>();
        int[] sums = new int[3];
        for (int label = 0; label < names.size(); label++) {
            labels.add(scores(names.get(label), hits[label], predicted[label], support[label]));
            sums[0] += hits[label];
            sums[1] += predicted[label];
            sums[2] += support[label];
        }
        ClassScores micro = scores("micro", sums[0], sums[1], sums[2]);
        ClassScores samples = new ClassScores("samples", ofTexts[0], ofTexts[1], ofTexts[2], truths.size());
        double wrong = (double) sums[1] + sums[2] - 2 * sums[0];
        return new MultilabelMetrics(
                labels,
                micro,
                samples,
                wrong / ((double) truths.size() * names.size()),
                (double) right / truths.size(),
                truths.size());
    }

    private static int checked(int label, List<String> names) {
        if (label < 0 || label >= names.size()) {
            throw new VerdictException(
                    "There is a label " + label + ", but there are 0 to " + (names.size() - 1) + ".");
        }
        return label;
    }

    private static ClassScores scores(String name, int hits, int predicted, int support) {
        return new ClassScores(
                name,
                ratio(hits, predicted),
                ratio(hits, support),
                ratio(2.0 * hits, (double) support + predicted),
                support);
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    public double microF1() {
        return micro.f1();
    }

    /** The mean of the labels' precisions. */
    public double macroPrecision() {
        return mean(ClassScores::precision);
    }

    /** The mean of the labels' recalls. */
    public double macroRecall() {
        return mean(ClassScores::recall);
    }

    /** The mean of the labels' F1 scores. */
    public double macroF1() {
        return mean(ClassScores::f1);
    }

    /** The mean of the labels' precisions, each as often as it is true. */
    public double weightedPrecision() {
        return weighted(ClassScores::precision);
    }

    /** The mean of the labels' recalls, each as often as it is true. */
    public double weightedRecall() {
        return weighted(ClassScores::recall);
    }

    /** The mean of the labels' F1 scores, each as often as it is true. */
    public double weightedF1() {
        return weighted(ClassScores::f1);
    }

    private double weighted(ToDoubleFunction<ClassScores> score) {
        return ratio(
                labels.stream()
                        .mapToDouble(label -> score.applyAsDouble(label) * label.support())
                        .sum(),
                micro.support());
    }

    private double mean(ToDoubleFunction<ClassScores> score) {
        return labels.stream().mapToDouble(score).average().orElse(0);
    }

    /** A table of the labels, aligned, for a terminal; ends with a line break. */
    public String toText() {
        StringBuilder out = new StringBuilder();
        int width = "macro mean".length();
        for (ClassScores scores : labels) {
            width = Math.max(width, ShortName.columns(ShortName.of(scores.name(), NAME_COLUMNS)));
        }
        out.append(" ".repeat(width)).append("  precision   recall       f1   support\n");
        for (ClassScores scores : labels) {
            line(out, width, scores.name(), scores);
        }
        line(out, width, "micro mean", micro);
        line(
                out,
                width,
                "macro mean",
                new ClassScores("", macroPrecision(), macroRecall(), macroF1(), micro.support()));
        out.append(String.format(Locale.ROOT, "%nall labels right: %.4f of %,d texts%n", subsetAccuracy, examples));
        return out.toString();
    }

    private static void line(StringBuilder out, int width, String name, ClassScores scores) {
        out.append(ShortName.left(ShortName.of(name, NAME_COLUMNS), width))
                .append(String.format(
                        Locale.ROOT,
                        "%11.4f%9.4f%9.4f%10d%n",
                        scores.precision(),
                        scores.recall(),
                        scores.f1(),
                        scores.support()));
    }

    /**
     * {@code subset_accuracy}, {@code hamming_loss}, {@code examples}, {@code micro}, {@code macro}, {@code weighted},
     * {@code samples} and each of {@code labels}.
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("subset_accuracy", subsetAccuracy);
        json.addProperty("hamming_loss", hammingLoss);
        json.addProperty("examples", examples);
        json.add("micro", toJson(micro));
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
        json.add("samples", toJson(samples));
        JsonArray list = new JsonArray();
        for (ClassScores scores : labels) {
            JsonObject label = new JsonObject();
            label.addProperty("name", scores.name());
            toJson(scores).entrySet().forEach(entry -> label.add(entry.getKey(), entry.getValue()));
            list.add(label);
        }
        json.add("labels", list);
        return json;
    }

    private static JsonObject toJson(ClassScores scores) {
        JsonObject json = new JsonObject();
        json.addProperty("precision", scores.precision());
        json.addProperty("recall", scores.recall());
        json.addProperty("f1", scores.f1());
        json.addProperty("support", scores.support());
        return json;
    }
}
