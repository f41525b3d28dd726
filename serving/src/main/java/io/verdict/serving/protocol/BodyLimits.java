package io.verdict.serving.protocol;

import io.verdict.transformer.VerdictException;

/**
 * What a body may hold.
 *
 * @param maxTextBytes of one text, as UTF-8
 * @param maxBatchTexts texts or pairs of a request
 * @param maxJsonDepth lists and objects in each other
 */
public record BodyLimits(int maxTextBytes, int maxBatchTexts, int maxJsonDepth) {
    public static final BodyLimits DEFAULT = new BodyLimits(100_000, 256, 32);

    public BodyLimits {
        positive("max_text_bytes", maxTextBytes);
        positive("max_batch_texts", maxBatchTexts);
        positive("max_json_depth", maxJsonDepth);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new VerdictException(name + " is " + value + ", must be at least 1");
        }
    }
}
