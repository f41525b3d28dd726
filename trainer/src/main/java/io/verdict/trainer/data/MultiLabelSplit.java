package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.BitSet;
import java.util.Random;

/**
 * Chooses the rows to validate on where rows have any number of labels: a fraction of the rows with each label, by a
 * seeded draw. Iterative stratification (Sechidis, Tsoumakas, Vlahavas, "On the Stratification of Multi-Label Data",
 * 2011): the rows with the rarest label are dealt out first, each to the part that still wants that label most.
 */
final class MultiLabelSplit {
    private final LabelSets rows;
    private final int[] order;
    private final BitSet dealt;
    private final BitSet chosen;
    /** Rows not yet dealt out that have each label. */
    private final int[] left;

    private final double[] wantedToValidate;
    private final double[] wantedToTrain;
    private int validate;
    private int train;

    private MultiLabelSplit(LabelSets rows, int numLabels, double fraction, Random random) {
        this.rows = rows;
        this.dealt = new BitSet(rows.size());
        this.chosen = new BitSet(rows.size());
        this.left = rows.counts(numLabels);
        this.wantedToValidate = new double[numLabels];
        this.wantedToTrain = new double[numLabels];
        for (int label = 0; label < numLabels; label++) {
            wantedToValidate[label] = fraction * left[label];
            wantedToTrain[label] = left[label] - wantedToValidate[label];
        }
        this.validate = (int) Math.round(fraction * rows.size());
        this.train = rows.size() - validate;
        this.order = shuffled(rows.size(), random);
    }

    /**
     * The rows to validate on; exactly the fraction of all, rounded.
     *
     * @param fraction between 0 and 1
     */
    static BitSet choose(LabelSets rows, int numLabels, double fraction, long seed, String name) {
        MultiLabelSplit split = new MultiLabelSplit(rows, numLabels, fraction, new Random(seed));
        if (split.validate == 0 || split.train == 0) {
            throw new VerdictException("A validation split of " + fraction + " leaves none of the " + rows.size()
                    + " rows of " + name + (split.validate == 0 ? " to validate on. Raise" : " to train on. Lower")
                    + " val_split or give a validation file.");
        }
        split.dealAll(split.byLabel());
        return split.chosen;
    }

    private static int[] shuffled(int size, Random random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /** The rows with each label, in the drawn order. */
    private int[][] byLabel() {
        int[][] byLabel = new int[left.length][];
        int[] filled = new int[left.length];
        for (int label = 0; label < left.length; label++) {
            byLabel[label] = new int[left[label]];
        }
        for (int row : order) {
            for (int place = rows.from(row); place < rows.to(row); place++) {
                int label = rows.label(place);
                byLabel[label][filled[label]++] = row;
            }
        }
        return byLabel;
    }

    private void dealAll(int[][] byLabel) {
        for (int label = rarest(); label >= 0; label = rarest()) {
            for (int row : byLabel[label]) {
                if (!dealt.get(row)) {
                    deal(row, wantedToValidate[label] - wantedToTrain[label]);
                }
            }
        }
        for (int row : order) {
            if (!dealt.get(row)) {
                deal(row, 0);
            }
        }
    }

    /** The label with the fewest rows left to deal out; -1 if there are none with labels. */
    private int rarest() {
        int rarest = -1;
        for (int label = 0; label < left.length; label++) {
            if (left[label] > 0 && (rarest < 0 || left[label] < left[rarest])) {
                rarest = label;
            }
        }
        return rarest;
    }

    /** @param preference positive where the validation part wants the row more */
    private void deal(int row, double preference) {
        boolean toValidate = preference > 0 || (preference == 0 && validate > train);
        if (validate == 0 || train == 0) {
            toValidate = train == 0;
        }
        dealt.set(row);
        chosen.set(row, toValidate);
        validate -= toValidate ? 1 : 0;
        train -= toValidate ? 0 : 1;
        for (int place = rows.from(row); place < rows.to(row); place++) {
            int label = rows.label(place);
            left[label]--;
            (toValidate ? wantedToValidate : wantedToTrain)[label]--;
        }
    }
}
