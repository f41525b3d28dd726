package io.verdict.transformer;

/**
 * A text classifier: an encoder with a classification head. Owns its parameters. Sessions run it: any number of
 * inference sessions at a time, or one training session.
 */
public final class Classifier implements AutoCloseable {
    private final ClassifierConfig config;
    private final Parameters parameters;

    /**
     * The classifier of these parameters (encoder and {@code classifier.*}), which it takes over.
     *
     * @throws VerdictException if a parameter is missing, unexpected or of the wrong shape
     */
    public Classifier(ClassifierConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
    }

    /**
     * Puts a fresh head on an encoder: weights drawn from a normal distribution of deviation 0.02 (BERT's initializer
     * range) by {@code seed}, biases zero. The classifier takes over the encoder's parameters.
     */
    public static Classifier withFreshHead(Encoder encoder, Pooling pooling, int classes, long seed) {
        return Pending.value();
    }

    public ClassifierConfig config() {
        return config;
    }

    public Parameters parameters() {
        return parameters;
    }

    /** A session for predictions. */
    public ClassifierSession openSession() {
        return Pending.value();
    }

    /** A session that computes the loss and its gradients. */
    public TrainingSession openTraining(TrainingOptions options) {
        return Pending.value();
    }

    @Override
    public void close() {
        parameters.close();
    }
}
