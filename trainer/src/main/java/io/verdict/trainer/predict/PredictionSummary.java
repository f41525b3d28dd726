package io.verdict.trainer.predict;

/**
 * What a job did.
 *
 * @param rows rows of the input, all runs of the job together
 * @param broken how many of them could not be read and went to the errors file
 * @param resumed how many an earlier run had done
 */
public record PredictionSummary(long rows, long broken, long resumed) {}
