package io.verdict.trainer;

import com.google.gson.JsonObject;
import io.verdict.trainer.data.Target;
import io.verdict.trainer.report.Answers;
import io.verdict.trainer.report.ClassificationMetrics;
import io.verdict.trainer.report.MultilabelMetrics;
import io.verdict.trainer.report.ProbabilityScores;
import io.verdict.trainer.report.ScoredExamples;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierSession;
import io.verdict.transformer.LogitsEngine;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Probabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A model's answers on labelled texts.
 *
 * @param targets what the texts are, in their order
 * @param logits one row a text
 * @param multiLabel whether a text can have several labels
 */
public record Evaluation(List<Target> targets, List<List<Double>> logits, boolean multiLabel) {
    private static final int BATCH = 32;

    public Evaluation {
        targets = List.copyOf(targets);
        logits = logits.stream().map(List::copyOf).toList();
        if (targets.size() != logits.size() || targets.isEmpty()) {
            throw new IllegalArgumentException(targets.size() + " targets, " + logits.size() + " rows of logits");
        }
    }

    /** Runs the model on all inputs, in order. */
    static Evaluation of(Classifier classifier, LabelledInputs inputs, String label, TrainingListener listener) {
        try (ClassifierSession session = classifier.openSession()) {
            return of(inputs, numbers -> session.logits(inputs.batch(numbers)), label, listener);
        }
    }

    /** Runs a model's engine on all texts, in order. */
    static Evaluation of(LogitsEngine engine, EncodedTexts texts, String label, TrainingListener listener) {
        return of(
                new LabelledInputs(texts, Optional.empty()),
                numbers -> engine.logits(texts.batch(numbers)),
                label,
                listener);
    }

    private static Evaluation of(
            LabelledInputs inputs, Function<int[], float[][]> engine, String label, TrainingListener listener) {
        List<Target> targets = new ArrayList<>();
        List<List<Double>> logits = new ArrayList<>();
        listener.started(TrainingListener.Phase.EVALUATE, label, inputs.size());
        Speed speed = new Speed();
        for (int[] batch : BatchOrder.inOrder(inputs.size(), BATCH)) {
            for (float[] row : engine.apply(batch)) {
                List<Double> values = Probabilities.toList(row);
                if (!values.stream().allMatch(Double::isFinite)) {
                    throw new VerdictException("The model computes " + values + " for text " + (logits.size() + 1)
                            + " of the " + label + " data; its weights are damaged or too large");
                }
                logits.add(values);
            }
            for (int text : batch) {
                targets.add(inputs.texts().target(text));
            }
            speed.add(inputs.tokens(batch));
            listener.advanced(TrainingListener.Phase.EVALUATE, targets.size(), Double.NaN, speed.tokensPerSecond());
        }
        listener.finished(TrainingListener.Phase.EVALUATE);
        return new Evaluation(targets, logits, inputs.texts().multiLabel());
    }

    /**
     * The true class of each text.
     *
     * @throws IllegalStateException if a text can have several labels
     */
    public List<Integer> labels() {
        requireOneLabel();
        return targets.stream().map(target -> target.labels().get(0)).toList();
    }

    /**
     * The most likely class of each text.
     *
     * @throws IllegalStateException if a text can have several labels
     */
    public List<Integer> predictions() {
        requireOneLabel();
        return logits.stream().map(Probabilities::argmax).toList();
    }

    /** The labels of each text, ascending: one, or of several those that its target gives at least 0.5. */
    public List<List<Integer>> trueLabels() {
        return targets.stream().map(Target::labels).toList();
    }

    /** What the model says: the most likely class, or of several labels those that are at least as likely as not. */
    public List<List<Integer>> predictedLabels() {
        return logits.stream().map(row -> Probabilities.labels(row, multiLabel)).toList();
    }

    /** The softmax of each row; of several labels the sigmoid of each. */
    public List<List<Double>> probabilities() {
        return logits.stream().map(row -> Probabilities.of(row, multiLabel)).toList();
    }

    /** The share of texts whose most likely class is the true one; of several labels, whose labels are all right. */
    public double accuracy() {
        return multiLabel
                ? multilabelMetrics(classNumbers()).subsetAccuracy()
                : metrics(classNumbers()).accuracy();
    }

    /** The mean of the classes' F1 scores. */
    public double macroF1() {
        return multiLabel
                ? multilabelMetrics(classNumbers()).macroF1()
                : metrics(classNumbers()).macroF1();
    }

    /**
     * Precision, recall and F1 of each class, and the confusion matrix.
     *
     * @throws IllegalStateException if a text can have several labels
     */
    public ClassificationMetrics metrics(List<String> classNames) {
        return ClassificationMetrics.of(toInts(labels()), toInts(predictions()), classNames);
    }

    /** Precision, recall and F1 of each label, and over all of them, where a text can have several. */
    public MultilabelMetrics multilabelMetrics(List<String> labelNames) {
        return MultilabelMetrics.of(trueLabels(), predictedLabels(), labelNames);
    }

    /**
     * Labels and probabilities for a report.
     *
     * @throws IllegalStateException if a text can have several labels
     */
    public ScoredExamples scored(List<String> classNames) {
        List<List<Double>> probabilities = probabilities();
        float[][] rows = new float[logits.size()][classNames.size()];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < rows[i].length; c++) {
                rows[i][c] = probabilities.get(i).get(c).floatValue();
            }
        }
        return new ScoredExamples(classNames, toInts(labels()), rows);
    }

    /** Truth and probabilities for a report, whether a text has one label or several. */
    public Answers answers(List<String> labelNames) {
        return new Answers(labelNames, multiLabel, trueLabels(), probabilities());
    }

    /** How good the probabilities are. */
    public ProbabilityScores scores() {
        return ProbabilityScores.of(answers(classNumbers()));
    }

    /** All metrics, and under {@code probabilities} how good these are. */
    public JsonObject toJson(List<String> labelNames) {
        JsonObject json = multiLabel
                ? multilabelMetrics(labelNames).toJson()
                : metrics(labelNames).toJson();
        json.add("probabilities", scores().toJson());
        return json;
    }

    /** The mean cross-entropy, without class weights or smoothing; of several labels the mean binary one. */
    public double loss() {
        double sum = 0;
        for (int i = 0; i < targets.size(); i++) {
            sum += multiLabel ? binaryLoss(targets.get(i), logits.get(i)) : loss(targets.get(i), logits.get(i));
        }
        return sum / targets.size();
    }

    private static double loss(Target target, List<Double> row) {
        return -Probabilities.logSoftmax(row).get(target.labels().get(0));
    }

    private static double binaryLoss(Target target, List<Double> row) {
        List<Double> wanted = target instanceof Target.Soft soft
                ? soft.probabilities()
                : EncodedTargets.multiHot(target.labels(), row.size());
        double sum = 0;
        for (int label = 0; label < row.size(); label++) {
            sum += Probabilities.binaryCrossEntropy(row.get(label), wanted.get(label));
        }
        return sum / row.size();
    }

    private void requireOneLabel() {
        if (multiLabel) {
            throw new IllegalStateException("A text can have several labels; see trueLabels and predictedLabels");
        }
    }

    private List<String> classNumbers() {
        return IntStream.range(0, logits.get(0).size())
                .mapToObj(Integer::toString)
                .toList();
    }

    private static int[] toInts(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
