package io.verdict.transformer;

/**
 * Computes the logits of one model on some runtime. Safe for several threads at a time; while it is closed, and after,
 * no thread may compute.
 */
public interface LogitsEngine extends AutoCloseable {
    /** The runtime's name on the command line, such as {@code samediff}. */
    String name();

    /** The runtime with its version, as reports say it. */
    default String description() {
        return name();
    }

    /**
     * The logits {@code [sequences][classes]} of a batch.
     *
     * @throws VerdictException if the batch holds what the model does not know: a token, a type or a position
     */
    float[][] logits(PackedBatch batch);

    /** Frees what the engine holds; the model it was made of stays. */
    @Override
    void close();
}
