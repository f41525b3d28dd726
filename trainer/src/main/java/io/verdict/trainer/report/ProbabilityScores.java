package io.verdict.trainer.report;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How good the probabilities are, not only the decisions. The values are scikit-learn's; where a label is on all texts or
 * on none its ROC-AUC is not defined, and the means are those of the others.
 *
 * @param logLoss the mean of {@code -log} of the true label's probability; of several labels the mean binary one
 * @param rocAuc the area under the ROC curve: of two labels that of the second, of more the mean over one label against
 *     the rest
 * @param prAuc the average precision, likewise
 * @param calibrationError the expected calibration error of ten bins; see {@link Reliability}
 * @param labelRocAucs of each label
 * @param labelPrAucs of each label
 */
public record ProbabilityScores(
        double logLoss,
        OptionalDouble rocAuc,
        OptionalDouble prAuc,
        double calibrationError,
        List<OptionalDouble> labelRocAucs,
        List<OptionalDouble> labelPrAucs) {
    /** scikit-learn's least probability. */
    private static final double LEAST = Math.ulp(1.0);

    public ProbabilityScores {
        labelRocAucs = List.copyOf(labelRocAucs);
        labelPrAucs = List.copyOf(labelPrAucs);
    }

    /** Measures answers. */
    public static ProbabilityScores of(Answers answers) {
        List<OptionalDouble> rocAucs = new ArrayList<>();
        List<OptionalDouble> prAucs = new ArrayList<>();
        for (int label = 0; label < answers.labels().size(); label++) {
            Ranking ranking = ranking(answers, label);
            rocAucs.add(ranking.rocAuc());
            prAucs.add(ranking.averagePrecision());
        }
        boolean binary = !answers.multiLabel() && rocAucs.size() == 2;
        return new ProbabilityScores(
                logLoss(answers),
                binary ? rocAucs.get(1) : mean(rocAucs),
                binary ? prAucs.get(1) : mean(prAucs),
                Reliability.of(answers).error(),
                rocAucs,
                prAucs);
    }

    private static Ranking ranking(Answers answers, int label) {
        double[] scores = new double[answers.size()];
        boolean[] truth = new boolean[answers.size()];
        for (int text = 0; text < scores.length; text++) {
            scores[text] = answers.probabilities().get(text).get(label);
            truth[text] = answers.truths().get(text).contains(label);
        }
        return new Ranking(scores, truth);
    }

    private static double logLoss(Answers answers) {
        double sum = 0;
        for (int text = 0; text < answers.size(); text++) {
            List<Double> row = answers.probabilities().get(text);
            List<Integer> truth = answers.truths().get(text);
            if (answers.multiLabel()) {
                for (int label = 0; label < row.size(); label++) {
                    sum += minusLog(truth.contains(label) ? row.get(label) : 1 - row.get(label)) / row.size();
                }
            } else {
                sum += minusLog(row.get(truth.get(0)));
            }
        }
        return sum / answers.size();
    }

    private static double minusLog(double probability) {
        return -Math.log(Math.min(1 - LEAST, Math.max(LEAST, probability)));
    }

    private static OptionalDouble mean(List<OptionalDouble> values) {
        return values.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }

    /** One line for a terminal, without a line break. */
    public String toText() {
        return String.format(
                Locale.ROOT,
                "ROC-AUC %s, PR-AUC %s, log loss %.4f, calibration error %.4f",
                four(rocAuc),
                four(prAuc),
                logLoss,
                calibrationError);
    }

    /** {@code log_loss}, {@code roc_auc}, {@code pr_auc}, {@code ece}; null where there is no value. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("log_loss", logLoss);
        json.add("roc_auc", rocAuc.isPresent() ? new JsonPrimitive(rocAuc.getAsDouble()) : JsonNull.INSTANCE);
        json.add("pr_auc", prAuc.isPresent() ? new JsonPrimitive(prAuc.getAsDouble()) : JsonNull.INSTANCE);
        json.addProperty("ece", calibrationError);
        return json;
    }

    private static String four(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "undefined";
    }
}
