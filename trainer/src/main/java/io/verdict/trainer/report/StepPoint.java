package io.verdict.trainer.report;

/**
 * One update of a run.
 *
 * @param epoch how many epochs were done after it, with the share of the one under way
 * @param loss of its batches, dropout on
 */
public record StepPoint(double epoch, double learningRate, double loss) {}
