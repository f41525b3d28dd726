package io.verdict.transformer;

/** Runs an encoder. One thread at a time; open one session a thread, they share the parameters. */
public final class EncoderSession implements AutoCloseable {
    EncoderSession(Encoder encoder) {}

    /** The last layer's row of each token, {@code [tokens][hidden]}, in the batch's order. */
    public float[][] tokenRows(PackedBatch batch) {
        return Pending.value();
    }

    /** One vector a text, {@code [sequences][hidden]}. */
    public float[][] pooled(PackedBatch batch, Pooling pooling) {
        return Pending.value();
    }

    @Override
    public void close() {}
}
