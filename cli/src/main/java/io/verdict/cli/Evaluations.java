package io.verdict.cli;

import io.verdict.trainer.Evaluation;
import io.verdict.trainer.report.ScoredExamples;
import java.util.List;

/** Evaluations in the form that reports take. */
final class Evaluations {
    private Evaluations() {}

    static ScoredExamples scored(Evaluation evaluation, List<String> labels) {
        int[] classes = evaluation.labels().stream().mapToInt(Integer::intValue).toArray();
        float[][] probabilities = evaluation.probabilities().stream()
                .map(row -> {
                    float[] values = new float[row.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = row.get(i).floatValue();
                    }
                    return values;
                })
                .toArray(float[][]::new);
        return new ScoredExamples(labels, classes, probabilities);
    }
}
