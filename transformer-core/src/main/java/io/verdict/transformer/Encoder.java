package io.verdict.transformer;

/**
 * A pretrained encoder: its sizes and its parameters, which it owns. They may be written to until the first session
 * runs.
 */
public final class Encoder implements AutoCloseable {
    private final EncoderConfig config;
    private final Parameters parameters;
    private final InferenceKernels inferenceKernels = new InferenceKernels();

    /**
     * The encoder of these parameters, which it takes over.
     *
     * @throws VerdictException if a parameter is missing, unexpected or of the wrong shape; the message lists them
     */
    public Encoder(EncoderConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        parameters.compare(ParameterSpec.encoder(config)).requireEmpty("the encoder");
    }

    public EncoderConfig config() {
        return config;
    }

    public Parameters parameters() {
        return parameters;
    }

    /** A session that computes rows of tokens and pooled vectors. */
    public EncoderSession openSession() {
        return new EncoderSession(this);
    }

    InferenceKernels inferenceKernels() {
        return inferenceKernels;
    }

    @Override
    public void close() {
        parameters.close();
    }
}
