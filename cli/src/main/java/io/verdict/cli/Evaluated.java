package io.verdict.cli;

import com.google.gson.JsonObject;
import io.verdict.trainer.Evaluation;
import io.verdict.trainer.data.TextSource;
import io.verdict.trainer.report.ClassificationMetrics;
import io.verdict.trainer.report.History;
import io.verdict.trainer.report.MultilabelMetrics;
import io.verdict.trainer.report.Outcome;
import io.verdict.trainer.report.ProbabilityScores;
import io.verdict.trainer.report.ScoredExamples;
import io.verdict.trainer.report.TrainingReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model says about one part of the data, and how good that is.
 *
 * @param labels the names of the model's labels
 */
record Evaluated(Evaluation evaluation, List<String> labels) {
    /** A table for a terminal. */
    String text() {
        String table = evaluation.multiLabel()
                ? evaluation.multilabelMetrics(labels).toText()
                : evaluation.metrics(labels).toText();
        return table + "\n" + scores().toText() + "\n";
    }

    JsonObject json() {
        return evaluation.toJson(labels);
    }

    private ProbabilityScores scores() {
        return evaluation.scores();
    }

    /** The figures that a saved model keeps, their names beginning with the part's; what is not defined is left out. */
    Map<String, Double> figures(String part) {
        Map<String, Double> figures = new LinkedHashMap<>();
        if (evaluation.multiLabel()) {
            MultilabelMetrics metrics = evaluation.multilabelMetrics(labels);
            figures.put(part + "_subset_accuracy", metrics.subsetAccuracy());
            figures.put(part + "_hamming_loss", metrics.hammingLoss());
            figures.put(part + "_binary_cross_entropy", evaluation.loss());
            figures.put(part + "_f1_micro", metrics.microF1());
            figures.put(part + "_f1_macro", metrics.macroF1());
            figures.put(part + "_precision_macro", metrics.macroPrecision());
            figures.put(part + "_recall_macro", metrics.macroRecall());
        } else {
            ClassificationMetrics metrics = evaluation.metrics(labels);
            figures.put(part + "_accuracy", metrics.accuracy());
            figures.put(part + "_cross_entropy", evaluation.loss());
            figures.put(part + "_f1_macro", metrics.macroF1());
            figures.put(part + "_precision_macro", metrics.macroPrecision());
            figures.put(part + "_recall_macro", metrics.macroRecall());
            metrics.matthewsCorrelation().ifPresent(mcc -> figures.put(part + "_mcc", mcc));
        }
        ProbabilityScores scores = scores();
        scores.rocAuc().ifPresent(value -> figures.put(part + "_roc_auc", value));
        scores.prAuc().ifPresent(value -> figures.put(part + "_pr_auc", value));
        figures.put(part + "_ece", scores.calibrationError());
        return figures;
    }

    /** For a report, with so many of the texts that are wrong. */
    Outcome outcome(String part, TextSource source, int mostMistakes) {
        return Outcome.of(part, evaluation.answers(labels), evaluation.loss(), source, mostMistakes);
    }

    /** Writes the files of a report into a folder. */
    void write(Path folder, History history) {
        Optional<ScoredExamples> examples =
                evaluation.multiLabel() ? Optional.empty() : Optional.of(evaluation.scored(labels));
        List<Path> written = new TrainingReport(json(), examples, history).write(folder);
        assert !written.isEmpty();
    }
}
