package io.verdict.trainer;

import java.util.Locale;

/**
 * What was found at one point of a run: at the end of an epoch, where validation was asked for within one, and where the
 * run stopped. Values that were not computed are NaN.
 *
 * @param epoch the epoch under way, counted from 1
 * @param epochsDone how many epochs are done: 2 at the end of the second, 1.5 in its midst
 * @param updates the run's updates so far
 * @param learningRate the rate of the last update
 * @param trainLoss the mean loss of the epoch's batches so far, dropout on
 * @param trainAccuracy the accuracy on the epoch's batches so far, dropout on
 * @param validLoss the validation data's loss
 * @param validAccuracy its accuracy
 * @param validMacroF1 the mean of its classes' F1 scores
 * @param tokensPerSecond tokens trained a second; with a frozen encoder NaN
 * @param seconds the time since the last result, evaluation included
 */
public record EpochResult(
        int epoch,
        double epochsDone,
        int updates,
        double learningRate,
        double trainLoss,
        double trainAccuracy,
        double validLoss,
        double validAccuracy,
        double validMacroF1,
        double tokensPerSecond,
        double seconds) {

    /** Whether it is of a whole epoch. */
    public boolean endsEpoch() {
        return epochsDone == epoch;
    }

    /** The point of the run in words: {@code epoch 2}, or {@code update 30 (epoch 1.50)} within one. */
    public String point() {
        return endsEpoch()
                ? "epoch " + epoch
                : "update " + updates + String.format(Locale.ROOT, " (epoch %.2f)", epochsDone);
    }
}
