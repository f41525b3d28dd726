package io.verdict.transformer;

/** What a classifier's session takes: tokens, or the encoder's features where those were computed before. */
public sealed interface ModelInput permits PackedBatch, FeatureBatch {
    /** The number of texts. */
    int sequences();
}
