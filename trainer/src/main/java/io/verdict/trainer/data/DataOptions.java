package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a builder has collected, wherever the rows come from. */
record DataOptions(
        @Nullable Rows train,
        @Nullable Rows valid,
        @Nullable Rows test,
        @Nullable Rows predict,
        @Nullable Double valSplit,
        long seed,
        @Nullable Labels labels,
        @Nullable TargetForm form) {

    DataOptions {
        if (valSplit != null && !(valSplit > 0 && valSplit < 1)) {
            throw new VerdictException(
                    "val_split is " + valSplit + "; it is a fraction of the training data, such as 0.2.");
        }
        if (valSplit != null && valid != null) {
            throw new VerdictException("val_split and validation data exclude each other: give one of them.");
        }
        if (valSplit != null && train == null) {
            throw new VerdictException("val_split needs training data to split.");
        }
        if (train == null && valid == null && test == null && predict == null) {
            throw new VerdictException("There is no data: give training, validation, test or prediction data.");
        }
    }

    TextClassificationData load() {
        if (train == null) {
            if (labels == null && (valid != null || test != null)) {
                throw new VerdictException(
                        "Validation or test data without training data needs the labels of a model.");
            }
            return data(labels == null ? TargetFormat.NONE : ofModel(labels), null, null);
        }
        if (labels != null) {
            return checked(train, ofModel(labels));
        }
        TargetScan.Result scan = TargetScan.of(train, form);
        IntList classes = scan.classes();
        if (classes == null) {
            return checked(train, scan.format());
        }
        if (valSplit == null) {
            return data(scan.format(), RowSource.chosen(train, scan.format(), classes, null), null);
        }
        return split(train, scan.format(), classes, valSplit);
    }

    /** The labels of a model, whose targets are of the form that was told or that each seems to have. */
    private TargetFormat ofModel(Labels given) {
        if (form != null && form.isMultiLabel() != given.isMultiLabel()) {
            throw new VerdictException("target_form " + form.id() + " is for texts with "
                    + (form.isMultiLabel()
                            ? "several labels, but the model gives each one."
                            : "one label, but the model gives any number of them."));
        }
        Rows labelled = train != null ? train : valid != null ? valid : test;
        List<String> fields = labelled == null ? List.of() : labelled.targetFields();
        return new TargetFormat(fields, Optional.ofNullable(form), given, form != null);
    }

    /** With a second reading of the training data, for the labels of its rows. */
    private TextClassificationData checked(Rows rows, TargetFormat format) {
        LabelSets sets = new LabelSets();
        RowSource all = RowSource.checked(rows, format, target -> sets.add(target.labels()));
        if (valSplit == null) {
            return data(format, all, null);
        }
        if (format.labels().isMultiLabel()) {
            BitSet validation = MultiLabelSplit.choose(sets, format.labels().size(), valSplit, seed, rows.name());
            BitSet training = (BitSet) validation.clone();
            training.flip(0, sets.size());
            return data(
                    format,
                    RowSource.chosen(rows, format, sets, training),
                    RowSource.chosen(rows, format, sets, validation));
        }
        IntList classes = new IntList();
        for (int row = 0; row < sets.size(); row++) {
            classes.add(sets.label(sets.from(row)));
        }
        return split(rows, format, classes, valSplit);
    }

    private TextClassificationData split(Rows rows, TargetFormat format, IntList classes, double fraction) {
        BitSet validation = StratifiedSplit.choose(classes, format.labels().size(), fraction, seed, rows.name());
        BitSet training = (BitSet) validation.clone();
        training.flip(0, classes.size());
        return data(
                format,
                RowSource.chosen(rows, format, classes, training),
                RowSource.chosen(rows, format, classes, validation));
    }

    private TextClassificationData data(
            TargetFormat format, @Nullable TextSource training, @Nullable TextSource validation) {
        return new TextClassificationData(
                format,
                Optional.ofNullable(training),
                Optional.ofNullable(validation).or(() -> source(valid, format)),
                source(test, format),
                source(predict, TargetFormat.NONE));
    }

    private static Optional<TextSource> source(@Nullable Rows rows, TargetFormat format) {
        return rows == null ? Optional.empty() : Optional.of(RowSource.checked(rows, format, target -> {}));
    }
}
