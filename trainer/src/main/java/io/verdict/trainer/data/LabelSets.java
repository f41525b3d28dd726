package io.verdict.trainer.data;

import java.util.List;

/** The labels that each row counts as having: four bytes a row and four bytes a label of a row. */
final class LabelSets {
    private final IntList labels = new IntList();
    private final IntList ends = new IntList();

    void add(List<Integer> ofRow) {
        ofRow.forEach(labels::add);
        ends.add(labels.size());
    }

    /** The number of rows. */
    int size() {
        return ends.size();
    }

    /** Where the labels of a row begin. */
    int from(int row) {
        return row == 0 ? 0 : ends.get(row - 1);
    }

    /** Where the labels of a row end. */
    int to(int row) {
        return ends.get(row);
    }

    int label(int place) {
        return labels.get(place);
    }

    /** How many rows have each label. */
    int[] counts(int numLabels) {
        int[] counts = new int[numLabels];
        for (int i = 0; i < labels.size(); i++) {
            counts[labels.get(i)]++;
        }
        return counts;
    }
}
