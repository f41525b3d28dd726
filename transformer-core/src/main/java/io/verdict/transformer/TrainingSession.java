package io.verdict.transformer;

import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes a loss and its gradients; what to do with them is the trainer's. One thread at a time.
 *
 * <p>The parameters are read as they are at each step, so an optimizer updates {@link Classifier#parameters()} in
 * place between two steps.
 */
public final class TrainingSession implements AutoCloseable {
    /** The names of the parameters that train, in the model's order. */
    public Set<String> trainable() {
        return Pending.value();
    }

    /**
     * One forward and backward pass.
     *
     * @param input a {@link FeatureBatch} if only the head trains, else a {@link PackedBatch}
     * @param targets one target a text
     * @param seed the run's seed: with the step it determines what dropout drops
     * @param step the step's number in the run
     * @return the loss
     */
    public double step(ModelInput input, Targets targets, long seed, long step) {
        return Pending.value();
    }

    /** The last step's gradient of a parameter, of the parameter's shape; valid until the next step. */
    public INDArray gradient(String parameter) {
        return Pending.value();
    }

    /** The last step's logits {@code [sequences][classes]}, with dropout. */
    public float[][] logits() {
        return Pending.value();
    }

    @Override
    public void close() {}
}
