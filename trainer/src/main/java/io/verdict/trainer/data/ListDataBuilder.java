package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects texts and labels in memory; {@link #load} checks them. */
public final class ListDataBuilder {
    private @Nullable Rows train;
    private @Nullable Rows valid;
    private @Nullable Rows test;
    private @Nullable Rows predict;
    private @Nullable Double valSplit;
    private long seed;
    private @Nullable Labels labels;

    ListDataBuilder() {}

    /** Texts to train on and, in the same order, their labels. */
    public ListDataBuilder train(List<String> texts, List<String> targets) {
        train = new Rows.Lists("the training data", texts, targets);
        return this;
    }

    public ListDataBuilder valid(List<String> texts, List<String> targets) {
        valid = new Rows.Lists("the validation data", texts, targets);
        return this;
    }

    public ListDataBuilder test(List<String> texts, List<String> targets) {
        test = new Rows.Lists("the test data", texts, targets);
        return this;
    }

    public ListDataBuilder predict(List<String> texts) {
        predict = new Rows.Lists("the prediction data", texts, null);
        return this;
    }

    /** Validates on this fraction of the training texts, of each class alike. */
    public ListDataBuilder valSplit(double fraction) {
        valSplit = fraction;
        return this;
    }

    /** Seed of the draw for {@link #valSplit}; 0 if not set. */
    public ListDataBuilder seed(long value) {
        seed = value;
        return this;
    }

    /** The labels of a model that exists already; any other label is then an error. */
    public ListDataBuilder labels(Labels known) {
        labels = known;
        return this;
    }

    /**
     * Checks everything and counts.
     *
     * @throws VerdictException with the list and the entry, at the first thing that is wrong
     */
    public TextClassificationData load() {
        return new DataOptions(train, valid, test, predict, valSplit, seed, labels).load();
    }
}
