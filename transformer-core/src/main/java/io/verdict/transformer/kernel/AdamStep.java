package io.verdict.transformer.kernel;

/**
 * One update of Adam (Kingma and Ba, 2015) with decoupled weight decay (Loshchilov and Hutter, 2019), in PyTorch's order
 * of operations.
 *
 * @param learningRate the step's rate
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param epsilon added to the root
 * @param weightDecay the parameter is first multiplied by {@code 1 - learningRate * weightDecay}
 * @param update the update's number, from 1: it determines the bias corrections
 * @param gradientScale what the gradient is multiplied with first, as clipping wants it
 */
public record AdamStep(
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        int update,
        double gradientScale) {

    /** {@code learningRate / (1 - beta1^update)}. */
    double stepSize() {
        return learningRate / (1 - Math.pow(beta1, update));
    }

    /** {@code sqrt(1 - beta2^update)}. */
    double rootCorrection() {
        return Math.sqrt(1 - Math.pow(beta2, update));
    }
}
