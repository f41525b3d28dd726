package io.verdict.transformer;

/**
 * The shape of a text classifier: an encoder, a pooling and a linear head.
 *
 * @param encoder the encoder's sizes
 * @param pooling how a text's rows become one; {@link Pooling#POOLER} needs an encoder with a pooler
 * @param classes the head's outputs
 */
public record ClassifierConfig(EncoderConfig encoder, Pooling pooling, int classes) {
    public ClassifierConfig {
        if (classes < 1) {
            throw new VerdictException("A classifier needs at least one class, got " + classes);
        }
        if (pooling == Pooling.POOLER && !encoder.pooler()) {
            throw new VerdictException("This encoder has no pooler; use pooling cls or mean");
        }
    }
}
