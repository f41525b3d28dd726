package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private @Nullable TargetForm targetForm;
    private LoadProgress progress = LoadProgress.NONE;

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

    /** The form that the targets have; if not set, it is found by looking at all of them. */
    public B targetForm(TargetForm form) {
        targetForm = form;
        return self();
    }

    /** Who is told how {@link #load} goes on. */
    public B progress(LoadProgress listener) {
        progress = listener;
        return self();
    }

    /**
     * Reads everything once, checks it and counts.
     *
     * @throws VerdictException with file and line, or list and entry, at the first thing that is wrong
     */
    public TextClassificationData load() {
        check();
        AtomicBoolean told = new AtomicBoolean(true);
        try {
            return new DataOptions(
                            rows(Part.TRAIN, told),
                            rows(Part.VALID, told),
                            rows(Part.TEST, told),
                            rows(Part.PREDICT, told),
                            valSplit,
                            seed,
                            labels,
                            targetForm)
                    .load();
        } finally {
            told.set(false);
        }
    }

    private @Nullable Rows rows(Part part, AtomicBoolean told) {
        Table table = table(part);
        return table == null
                ? null
                : new Rows(
                        new ToldTable(table, progress, told),
                        inputFields(),
                        part == Part.PREDICT ? List.of() : targetFields());
    }

    abstract B self();

    /** @throws VerdictException if something is not there that all parts need */
    void check() {}

    /** The table of a part; {@code null} if the data has no such part. */
    abstract @Nullable Table table(Part part);

    abstract String inputField();

    /** The field with the texts, or two for pairs of texts. */
    List<String> inputFields() {
        return List.of(inputField());
    }

    abstract List<String> targetFields();
}
