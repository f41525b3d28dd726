package io.verdict.transformer;

/** Predicts. One thread at a time; open one session a thread, they share the parameters. */
public final class ClassifierSession implements AutoCloseable {
    /** The logits {@code [sequences][classes]}. */
    public float[][] logits(ModelInput input) {
        throw new UnsupportedOperationException();
    }

    /** The pooled features {@code [sequences][hidden]} that the head reads. */
    public float[][] features(PackedBatch batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
