package io.verdict.trainer.predict;

import io.verdict.trainer.data.Labels;
import io.verdict.transformer.VerdictException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is told of each prediction.
 *
 * @param output what is asked for
 * @param threshold of several labels a text has those with at least this probability, 0 to 1
 * @param topK the most likely so many classes take the place of the one, or of those over the threshold; 0: not so
 */
public record OutputOptions(Output output, double threshold, int topK) {
    /** The defaults: labels, at 0.5. */
    public static final OutputOptions DEFAULT = new OutputOptions(Output.LABELS, 0.5, 0);

    /** @throws VerdictException if a value is out of range */
    public OutputOptions {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new VerdictException("threshold is " + threshold + ", must be from 0 to 1");
        }
        if (topK < 0) {
            throw new VerdictException("top_k is " + topK + ", must be at least 1, or 0 for none");
        }
    }

    /** The same with another output. */
    public OutputOptions withOutput(Output value) {
        return new OutputOptions(value, threshold, topK);
    }

    /** The same with another threshold. */
    public OutputOptions withThreshold(double value) {
        return new OutputOptions(output, value, topK);
    }

    /** The same with the most likely {@code value} classes. */
    public OutputOptions withTopK(int value) {
        return new OutputOptions(output, threshold, value);
    }

    /** The numbers of the classes that logits come to; of {@link #topK} the most likely first. */
    public List<Integer> classes(Labels labels, List<Double> logits) {
        if (topK == 0 && labels.isMultiLabel()) {
            List<Double> probabilities = probabilities(labels, logits);
            return IntStream.range(0, logits.size())
                    .filter(index -> probabilities.get(index) >= threshold)
                    .boxed()
                    .toList();
        }
        return IntStream.range(0, logits.size())
                .boxed()
                .sorted(Comparator.comparing(logits::get, Comparator.reverseOrder()))
                .limit(Math.max(topK, 1))
                .toList();
    }

    /** Their names. */
    public List<String> labels(Labels labels, List<Double> logits) {
        return classes(labels, logits).stream().map(labels::name).toList();
    }

    /** The softmax of logits, which sums to 1; where a text can have several labels, the sigmoid of each. */
    public static List<Double> probabilities(Labels labels, List<Double> logits) {
        if (labels.isMultiLabel()) {
            return logits.stream().map(logit -> 1 / (1 + Math.exp(-logit))).toList();
        }
        double largest = logits.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double sum =
                logits.stream().mapToDouble(logit -> Math.exp(logit - largest)).sum();
        return logits.stream().map(logit -> Math.exp(logit - largest) / sum).toList();
    }

    /** Whether there may be more or fewer than one class. */
    boolean isMany(Labels labels) {
        return labels.isMultiLabel() || topK > 0;
    }
}
