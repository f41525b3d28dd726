package io.verdict.transformer;

/**
 * What a training session computes.
 *
 * @param trainable what trains; if the head alone, the input is a {@link FeatureBatch}, else a {@link PackedBatch}
 * @param dropout the dropout of every step
 * @param loss the loss
 */
public record TrainingOptions(Trainable trainable, Dropout dropout, Loss loss) {
    /** Whether only the head trains, on features. */
    boolean headOnly() {
        return trainable.equals(Trainable.head());
    }
}
