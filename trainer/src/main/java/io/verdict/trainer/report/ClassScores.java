package io.verdict.trainer.report;

/**
 * The scores of one class.
 *
 * @param name the class
 * @param precision the part of the examples predicted as this class that are of it; 0 if none was predicted
 * @param recall the part of the examples of this class that were predicted as it; 0 if there are none
 * @param f1 the harmonic mean of both; 0 if the class is neither predicted nor there
 * @param support how many examples are of this class
 */
public record ClassScores(String name, double precision, double recall, double f1, int support) {}
