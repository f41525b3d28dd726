package io.verdict.trainer;

import io.verdict.trainer.report.ClassificationMetrics;
import io.verdict.trainer.report.ScoredExamples;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model's answers on labelled texts.
 *
 * @param labels the true classes, in the texts' order
 * @param logits one row a text
 */
public record Evaluation(List<Integer> labels, List<List<Double>> logits) {
    private static final int BATCH = 32;

    public Evaluation {
        labels = List.copyOf(labels);
        logits = logits.stream().map(List::copyOf).toList();
        if (labels.size() != logits.size() || labels.isEmpty()) {
            throw new IllegalArgumentException(labels.size() + " labels, " + logits.size() + " rows of logits");
        }
    }

    /** Runs the model on all inputs, in order. */
    static Evaluation of(Classifier classifier, LabelledInputs inputs, String label, TrainingListener listener) {
        List<Integer> labels = new ArrayList<>();
        List<List<Double>> logits = new ArrayList<>();
        listener.started(TrainingListener.Phase.EVALUATE, label, inputs.size());
        try (ClassifierSession session = classifier.openSession()) {
            Speed speed = new Speed();
            for (int[] batch : BatchOrder.inOrder(inputs.size(), BATCH)) {
                for (float[] row : session.logits(inputs.batch(batch))) {
                    logits.add(Probabilities.toList(row));
                }
                for (int text : batch) {
                    labels.add(inputs.texts().label(text));
                }
                speed.add(inputs.tokens(batch));
                listener.advanced(TrainingListener.Phase.EVALUATE, labels.size(), Double.NaN, speed.tokensPerSecond());
            }
        }
        listener.finished(TrainingListener.Phase.EVALUATE);
        return new Evaluation(labels, logits);
    }

    /** The most likely class of each text. */
    public List<Integer> predictions() {
        return logits.stream().map(Probabilities::argmax).toList();
    }

    /** The softmax of each row. */
    public List<List<Double>> probabilities() {
        return logits.stream().map(Probabilities::softmax).toList();
    }

    /** The share of texts whose most likely class is the true one. */
    public double accuracy() {
        return metrics(classNumbers()).accuracy();
    }

    /** The mean of the classes' F1 scores. */
    public double macroF1() {
        return metrics(classNumbers()).macroF1();
    }

    /** Precision, recall and F1 of each class, and the confusion matrix. */
    public ClassificationMetrics metrics(List<String> classNames) {
        return ClassificationMetrics.of(toInts(labels), toInts(predictions()), classNames);
    }

    /** Labels and probabilities for a report. */
    public ScoredExamples scored(List<String> classNames) {
        float[][] rows = new float[logits.size()][classNames.size()];
        for (int i = 0; i < rows.length; i++) {
            List<Double> probabilities = Probabilities.softmax(logits.get(i));
            for (int c = 0; c < rows[i].length; c++) {
                rows[i][c] = probabilities.get(c).floatValue();
            }
        }
        return new ScoredExamples(classNames, toInts(labels), rows);
    }

    /** The mean cross-entropy, without class weights or smoothing. */
    public double loss() {
        double sum = 0;
        for (int i = 0; i < labels.size(); i++) {
            sum -= Probabilities.logSoftmax(logits.get(i)).get(labels.get(i));
        }
        return sum / labels.size();
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
