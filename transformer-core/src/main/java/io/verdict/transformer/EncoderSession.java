package io.verdict.transformer;

/** Runs an encoder. One thread at a time; open one session a thread, they share the parameters. */
public final class EncoderSession implements AutoCloseable {
    EncoderSession(Encoder encoder) {}

    /** The last layer's row of each token, {@code [tokens][hidden]}, in the batch's order. */
    public float[][] tokenRows(PackedBatch batch) {
        throw new UnsupportedOperationException();
    }

    /** One vector a text, {@code [sequences][hidden]}. */
    public float[][] pooled(PackedBatch batch, Pooling pooling) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
