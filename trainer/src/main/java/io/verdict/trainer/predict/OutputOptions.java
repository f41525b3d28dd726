package io.verdict.trainer.predict;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Output;
import io.verdict.transformer.text.Prediction;
import java.util.List;

/**
 * What is told of each prediction.
 *
 * @param output what is asked for
 * @param threshold of several labels a text has those with at least this probability, 0 to 1
 * @param topK the most likely so many classes take the place of the one, or of those over the threshold; 0: not so
 */
public record OutputOptions(Output output, double threshold, int topK) {
    /** The defaults: labels, at 0.5. */
    public static final OutputOptions DEFAULT = new OutputOptions(Output.LABELS, Prediction.THRESHOLD, 0);

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

    /** The numbers of the classes that a text has; of {@link #topK} the most likely first. */
    public List<Integer> classes(Prediction prediction) {
        return topK == 0 ? prediction.indices(threshold) : prediction.mostLikely(topK);
    }

    /** Their names. */
    public List<String> labels(Prediction prediction) {
        return classes(prediction).stream().map(prediction.classes()::name).toList();
    }

    /** Whether there may be more or fewer than one class. */
    public boolean isMany(Labels labels) {
        return labels.isMultiLabel() || topK > 0;
    }
}
