package io.verdict.trainer;

/**
 * What is done about classes with few texts.
 *
 * @param classWeights how much the texts of each class count
 * @param sampling which texts an epoch takes
 */
public record Weighting(ClassWeights classWeights, Sampling sampling) {
    /** Every text counts alike and is taken once. */
    public static final Weighting NONE = new Weighting(ClassWeights.NONE, Sampling.SHUFFLED);

    public Weighting withClassWeights(ClassWeights weights) {
        return new Weighting(weights, sampling);
    }

    public Weighting withSampling(Sampling other) {
        return new Weighting(classWeights, other);
    }
}
