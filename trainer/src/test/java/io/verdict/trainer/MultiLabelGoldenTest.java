package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.verdict.trainer.report.ClassScores;
import io.verdict.trainer.report.MultilabelMetrics;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Loss;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.Targets;
import io.verdict.transformer.Trainable;
import io.verdict.transformer.TrainingOptions;
import io.verdict.transformer.TrainingSession;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Several labels a text against transformers and scikit-learn; see the README beside the golden files. */
class MultiLabelGoldenTest {
    /** Hard and soft labels, pairs of texts: the loss and the norm of all gradients, step by step. */
    @Test
    void aRunWithBinaryCrossEntropyIsThatOfTransformers() {
        JsonObject golden = GoldenFile.json("multilabel_run.json");
        TrainingOptions options =
                new TrainingOptions(Trainable.everything(), Dropout.NONE, new Loss.BinaryCrossEntropy());
        try (Classifier classifier = GoldenFile.initialModel(Pooling.POOLER);
                TrainingSession session = classifier.openTraining(options);
                Gradients gradients = new Gradients(session, 1);
                Optimizer optimizer =
                        new Optimizer(OptimizerChoice.of(OptimizerKind.ADAM), 0, GoldenFile.parameters(classifier))) {
            JsonArray batches = golden.getAsJsonArray("batches");
            for (int i = 0; i < batches.size(); i++) {
                JsonObject batch = batches.get(i).getAsJsonObject();
                Targets targets = new Targets.Multilabel(GoldenFile.rows(batch.getAsJsonArray("targets")));
                double loss = session.step(GoldenFile.batch(batch), targets, 0, i);
                gradients.add(1);
                // Single precision against double, as in GoldenRunTest.
                assertThat(loss)
                        .as("loss of step %d", i)
                        .isCloseTo(GoldenFile.at(golden, "loss", i), Percentage.withPercentage(0.01));
                assertThat(gradients.norm())
                        .as("norm of step %d", i)
                        .isCloseTo(GoldenFile.at(golden, "gradient_norm", i), Percentage.withPercentage(0.01));
                optimizer.update(gradients, golden.get("learning_rate").getAsDouble(), 1);
                gradients.clear();
            }
        }
    }

    @Test
    void metricsAreThoseOfScikitLearn() {
        JsonObject golden = GoldenFile.json("multilabel_metrics.json");
        List<String> names = List.of("a", "b", "c", "d", "e");
        MultilabelMetrics metrics = MultilabelMetrics.of(
                labels(golden.getAsJsonArray("truth")), labels(golden.getAsJsonArray("predicted")), names);
        Offset<Double> exact = Offset.offset(1e-12);
        assertThat(metrics.subsetAccuracy())
                .isCloseTo(golden.get("subset_accuracy").getAsDouble(), exact);
        List<List<Double>> expected = GoldenFile.rows(golden.getAsJsonArray("labels"));
        for (int i = 0; i < names.size(); i++) {
            assertScores(metrics.labels().get(i), expected.get(i), exact);
            assertThat(metrics.labels().get(i).support())
                    .isEqualTo(expected.get(i).get(3).intValue());
        }
        assertScores(metrics.micro(), GoldenFile.numbers(golden.getAsJsonArray("micro")), exact);
        List<Double> macro = GoldenFile.numbers(golden.getAsJsonArray("macro"));
        assertThat(metrics.macroPrecision()).isCloseTo(macro.get(0), exact);
        assertThat(metrics.macroRecall()).isCloseTo(macro.get(1), exact);
        assertThat(metrics.macroF1()).isCloseTo(macro.get(2), exact);
    }

    private static void assertScores(ClassScores scores, List<Double> expected, Offset<Double> exact) {
        assertThat(scores.precision()).isCloseTo(expected.get(0), exact);
        assertThat(scores.recall()).isCloseTo(expected.get(1), exact);
        assertThat(scores.f1()).isCloseTo(expected.get(2), exact);
    }

    private static List<List<Integer>> labels(JsonArray matrix) {
        List<List<Integer>> labels = new ArrayList<>();
        for (List<Double> row : GoldenFile.rows(matrix)) {
            List<Integer> ofRow = new ArrayList<>();
            for (int label = 0; label < row.size(); label++) {
                if (row.get(label) == 1) {
                    ofRow.add(label);
                }
            }
            labels.add(ofRow);
        }
        return labels;
    }
}
