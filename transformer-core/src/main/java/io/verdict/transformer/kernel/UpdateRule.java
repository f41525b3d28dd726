package io.verdict.transformer.kernel;

/** How an optimizer changes the values of a parameter, each by itself: in one pass, and in any order. */
@FunctionalInterface
public interface UpdateRule {
    /**
     * Changes {@code size} values from 0 on.
     *
     * @param parameter changed
     * @param gradient read; what is written to it is lost
     * @param state what the optimizer keeps for each value, changed
     */
    void apply(float[] parameter, float[] gradient, float[][] state, int size);
}
