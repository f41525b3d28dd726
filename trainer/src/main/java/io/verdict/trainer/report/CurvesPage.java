package io.verdict.trainer.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.core.evaluation.EvaluationTools;
import org.nd4j.evaluation.classification.ROCMultiClass;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's evaluation page, each class against all others: ROC and precision-recall curves with the areas under
 * them. Shown are classes that have examples and counter-examples, at most {@value #MOST_CLASSES}: those with the most
 * examples.
 */
final class CurvesPage {
    static final int MOST_CLASSES = 20;

    /** Points of all curves up to which every example makes its own: a page of a few megabytes. */
    private static final int MOST_POINTS = 20_000;

    /** The thresholds of a curve when there are more points. */
    private static final int THRESHOLD_STEPS = 200;

    private final ScoredExamples examples;
    private final int[] shown;

    CurvesPage(ScoredExamples examples) {
        this.examples = examples;
        ConfusionMatrix confusion = examples.metrics().confusion();
        this.shown = IntStream.of(LargestClasses.of(confusion, MOST_CLASSES))
                .filter(i -> confusion.support(i) > 0 && confusion.support(i) < examples.size())
                .toArray();
    }

    /** Whether there is anything to show: all examples of one class make no curve. */
    boolean hasCurves() {
        return shown.length > 0;
    }

    /** Writes the ROC and precision-recall curves. */
    void write(Path file) throws IOException {
        boolean exact = (long) examples.size() * shown.length <= MOST_POINTS;
        ROCMultiClass roc = roc(exact ? 0 : THRESHOLD_STEPS);
        List<String> notes = notes();
        if (!exact) {
            notes.add("The curves and the areas under them are taken at " + THRESHOLD_STEPS + " thresholds.");
        }
        String html = EvaluationTools.rocChartToHtml(roc, shownNames());
        String page = new OfflinePage("ROC and precision-recall curves", notes, html).html();
        Files.writeString(file, page, StandardCharsets.UTF_8);
    }

    /**
     * The curves of the shown classes, by their place among them; 0 steps for a point an example. Then the area is the
     * share of ordered pairs, if no two examples of different labels have the same probability: DL4J does not merge ties.
     */
    ROCMultiClass roc(int thresholdSteps) {
        ROCMultiClass roc = new ROCMultiClass(thresholdSteps);
        roc.eval(labels(), probabilities());
        return roc;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(examples.size() + " examples.");
        if (shown.length < examples.classNames().size()) {
            notes.add("Shown are " + shown.length + " of "
                    + examples.classNames().size() + " classes: those with the most examples.");
        }
        return notes;
    }

    private List<String> shownNames() {
        return IntStream.of(shown).mapToObj(examples.classNames()::get).toList();
    }

    /** One-hot labels of the shown classes, [examples, classes]; a row of another class is all 0. */
    private INDArray labels() {
        float[][] rows = new float[examples.size()][shown.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < shown.length; j++) {
                rows[i][j] = examples.label(i) == shown[j] ? 1 : 0;
            }
        }
        return Nd4j.createFromArray(rows);
    }

    /** Probabilities of the shown classes, [examples, classes]. */
    private INDArray probabilities() {
        float[][] rows = new float[examples.size()][shown.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < shown.length; j++) {
                rows[i][j] = examples.probability(i, shown[j]);
            }
        }
        return Nd4j.createFromArray(rows);
    }
}
