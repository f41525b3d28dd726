package io.verdict.transformer.kernel;

/**
 * One update of a matrix by Adafactor (Shazeer and Stern, 2018) without a mean of gradients, in the order of operations of
 * transformers' {@code Adafactor}.
 *
 * @param learningRate the step's rate
 * @param keep what the means of squared gradients are multiplied with
 * @param epsilon added to each squared gradient
 * @param threshold the change is shortened where its root mean square is larger
 * @param weightDecay the parameter is first multiplied by {@code 1 - learningRate * weightDecay}
 * @param gradientScale what the gradient is multiplied with first
 */
public record FactoredStep(
        double learningRate, double keep, double epsilon, double threshold, double weightDecay, double gradientScale) {}
