package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.BitSet;
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
        @Nullable Labels labels) {

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
            return data(labels == null ? Labels.NONE : labels, null, null);
        }
        if (labels != null) {
            return withGivenLabels(train, labels);
        }
        LabelScan.Result scan = LabelScan.of(train);
        if (valSplit == null) {
            return data(scan.labels(), RowSource.chosen(train, scan, null), null);
        }
        return split(train, scan, valSplit);
    }

    private TextClassificationData withGivenLabels(Rows rows, Labels given) {
        RowSource all = RowSource.checked(rows, given);
        if (valSplit == null) {
            return data(given, all, null);
        }
        IntList classes = new IntList();
        all.forEach(example -> classes.add(example.label()));
        return split(rows, new LabelScan.Result(given, classes), valSplit);
    }

    private TextClassificationData split(Rows rows, LabelScan.Result scan, double fraction) {
        BitSet validation = StratifiedSplit.choose(scan.classes(), scan.labels().size(), fraction, seed, rows.name());
        BitSet training = (BitSet) validation.clone();
        training.flip(0, scan.classes().size());
        return data(scan.labels(), RowSource.chosen(rows, scan, training), RowSource.chosen(rows, scan, validation));
    }

    private TextClassificationData data(Labels all, @Nullable TextSource training, @Nullable TextSource validation) {
        return new TextClassificationData(
                all,
                Optional.ofNullable(training),
                Optional.ofNullable(validation).or(() -> checked(valid, all)),
                checked(test, all),
                checked(predict, Labels.NONE));
    }

    private static Optional<TextSource> checked(@Nullable Rows rows, Labels labels) {
        return rows == null ? Optional.empty() : Optional.of(RowSource.checked(rows, labels));
    }
}
