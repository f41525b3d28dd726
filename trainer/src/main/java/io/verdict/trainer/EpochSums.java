package io.verdict.trainer;

/**
 * What an epoch under way adds up to.
 *
 * @param loss the sum of the losses of its texts
 * @param texts the texts trained on
 * @param right those among them whose most likely class was the true one; of several labels, all
 */
record EpochSums(double loss, long texts, long right) {
    static final EpochSums NOTHING = new EpochSums(0, 0, 0);

    EpochSums plus(double meanLoss, int moreTexts, int moreRight) {
        return new EpochSums(loss + meanLoss * moreTexts, texts + moreTexts, right + moreRight);
    }

    double meanLoss() {
        return loss / texts;
    }

    double accuracy() {
        return (double) right / texts;
    }
}
