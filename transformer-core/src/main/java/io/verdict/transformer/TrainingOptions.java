package io.verdict.transformer;

/**
 * What a training session computes.
 *
 * @param headOnly true: only the head trains, and the input is a {@link FeatureBatch}; false: every parameter trains,
 *     and the input is a {@link PackedBatch}
 * @param dropout the dropout of every step
 * @param loss the loss
 */
public record TrainingOptions(boolean headOnly, Dropout dropout, Loss loss) {}
