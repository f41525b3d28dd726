package io.verdict.cli;

import com.google.gson.JsonObject;
import io.verdict.trainer.Evaluation;
import io.verdict.trainer.data.TextSource;
import io.verdict.trainer.report.ClassificationMetrics;
import io.verdict.trainer.report.History;
import io.verdict.trainer.report.MultilabelMetrics;
import io.verdict.trainer.report.MultilabelReport;
import io.verdict.trainer.report.Outcome;
import io.verdict.trainer.report.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a model says about one part of the data, and how good that is.
 *
 * @param labels the names of the model's labels
 */
record Evaluated(Evaluation evaluation, List<String> labels) {
    /** A table for a terminal. */
    String text() {
        return evaluation.multiLabel()
                ? evaluation.multilabelMetrics(labels).toText()
                : evaluation.metrics(labels).toText();
    }

    JsonObject json() {
        return evaluation.multiLabel()
                ? evaluation.multilabelMetrics(labels).toJson()
                : evaluation.metrics(labels).toJson();
    }

    /** The figures that a saved model keeps, their names beginning with the part's. */
    Map<String, Double> figures(String part) {
        if (evaluation.multiLabel()) {
            MultilabelMetrics metrics = evaluation.multilabelMetrics(labels);
            return Map.of(
                    part + "_subset_accuracy", metrics.subsetAccuracy(),
                    part + "_binary_cross_entropy", evaluation.loss(),
                    part + "_f1_micro", metrics.microF1(),
                    part + "_f1_macro", metrics.macroF1(),
                    part + "_precision_macro", metrics.macroPrecision(),
                    part + "_recall_macro", metrics.macroRecall());
        }
        ClassificationMetrics metrics = evaluation.metrics(labels);
        return Map.of(
                part + "_accuracy", metrics.accuracy(),
                part + "_cross_entropy", evaluation.loss(),
                part + "_f1_macro", metrics.macroF1(),
                part + "_precision_macro", metrics.macroPrecision(),
                part + "_recall_macro", metrics.macroRecall());
    }

    /** For a report, with so many of the texts that are wrong. */
    Outcome outcome(String part, TextSource source, int mostMistakes) {
        return Outcome.of(part, evaluation.answers(labels), evaluation.loss(), source, mostMistakes);
    }

    /** Writes the files of a report into a folder. */
    void write(Path folder, History history) {
        if (evaluation.multiLabel()) {
            new MultilabelReport(evaluation.multilabelMetrics(labels), history).write(folder);
        } else {
            new TrainingReport(evaluation.scored(labels), history).write(folder);
        }
    }
}
