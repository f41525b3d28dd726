package io.verdict.trainer;

/**
 * What one epoch brought. Values that were not computed are NaN.
 *
 * @param epoch counted from 1
 * @param updates the run's updates so far
 * @param learningRate the rate of the epoch's last update
 * @param trainLoss the mean loss of the epoch's batches, dropout on
 * @param trainAccuracy the accuracy on the epoch's batches, dropout on
 * @param validLoss the validation data's loss after the epoch
 * @param validAccuracy its accuracy
 * @param validMacroF1 the mean of its classes' F1 scores
 * @param tokensPerSecond tokens trained a second; with a frozen encoder NaN
 * @param seconds the time of the epoch, evaluation included
 */
public record EpochResult(
        int epoch,
        int updates,
        double learningRate,
        double trainLoss,
        double trainAccuracy,
        double validLoss,
        double validAccuracy,
        double validMacroF1,
        double tokensPerSecond,
        double seconds) {}
