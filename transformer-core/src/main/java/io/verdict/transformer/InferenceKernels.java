package io.verdict.transformer;

import io.verdict.transformer.kernel.Kernels;

/**
 * The kernels of a model's inference sessions. As long as nobody trains the model, they keep what they derive from its
 * parameters, for all sessions together. Safe for several threads.
 */
final class InferenceKernels {
    private Kernels kernels = Compute.kernels().forFixedParameters();
    private int trainings;

    /** The kernels for the next run: others than at the last one if the parameters may have changed since. */
    synchronized Kernels current() {
        return kernels;
    }

    /** From now on the parameters change. */
    synchronized void trainingBegins() {
        trainings++;
        kernels = Compute.kernels();
    }

    /** They are what they are; until the next training. */
    synchronized void trainingEnds() {
        trainings--;
        if (trainings == 0) {
            kernels = Compute.kernels().forFixedParameters();
        }
    }
}
