package io.verdict.transformer;

/** Predicts. One thread at a time; open one session a thread, they share the parameters. */
public final class ClassifierSession implements AutoCloseable {
    /** The logits {@code [sequences][classes]}. */
    public float[][] logits(ModelInput input) {
        return Pending.value();
    }

    /** The pooled features {@code [sequences][hidden]} that the head reads. */
    public float[][] features(PackedBatch batch) {
        return Pending.value();
    }

    @Override
    public void close() {}
}
