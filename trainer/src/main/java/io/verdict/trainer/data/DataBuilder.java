package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects where the data is and how it is to be read; {@link #load} reads and checks all of it. What is common to all
 * sources is here.
 *
 * @param <B> the builder itself
 */
public abstract sealed class DataBuilder<B extends DataBuilder<B>>
        permits DatasetBuilder, FileDataBuilder, LabelStudioDataBuilder, ListDataBuilder, RecordDataBuilder {
    private @Nullable Double valSplit;
    private long seed;
    private @Nullable Labels labels;

    DataBuilder() {}

    /** The parts that data can have. */
    enum Part {
        TRAIN,
        VALID,
        TEST,
        PREDICT
    }

    /** Validates on this fraction of the training data, of each class alike, instead of on data of its own. */
    public B valSplit(double fraction) {
        valSplit = fraction;
        return self();
    }

    /** Seed of the draw for {@link #valSplit}; 0 if not set. */
    public B seed(long value) {
        seed = value;
        return self();
    }

    /** The labels of a model that exists already; any other label is then an error. */
    public B labels(Labels known) {
        labels = known;
        return self();
    }

    /**
     * Reads everything once, checks it and counts.
     *
     * @throws VerdictException with file and line, or list and entry, at the first thing that is wrong
     */
    public TextClassificationData load() {
        check();
        return new DataOptions(
                        rows(Part.TRAIN), rows(Part.VALID), rows(Part.TEST), rows(Part.PREDICT), valSplit, seed, labels)
                .load();
    }

    private @Nullable Rows rows(Part part) {
        Table table = table(part);
        return table == null ? null : new Rows(table, inputField(), part == Part.PREDICT ? List.of() : targetFields());
    }

    abstract B self();

    /** @throws VerdictException if something is not there that all parts need */
    void check() {}

    /** The table of a part; {@code null} if the data has no such part. */
    abstract @Nullable Table table(Part part);

    abstract String inputField();

    abstract List<String> targetFields();
}
