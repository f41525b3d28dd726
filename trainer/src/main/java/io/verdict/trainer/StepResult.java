package io.verdict.trainer;

/**
 * One update of the parameters.
 *
 * @param update its number in the run, from 1
 * @param epochsDone how many epochs are done after it, with the share of the one under way
 * @param learningRate its rate
 * @param loss the mean loss of its batches, dropout on
 * @param gradientNorm the global norm of the mean gradient, before clipping
 * @param tokensPerSecond tokens trained a second since the last result; with a frozen encoder NaN
 */
public record StepResult(
        int update, double epochsDone, double learningRate, double loss, double gradientNorm, double tokensPerSecond) {}
