package io.verdict.serving.batch;

import io.verdict.transformer.VerdictException;
import java.time.Duration;

/**
 * How texts are put into batches.
 *
 * @param workers batches that are computed at a time
 * @param maxBatchTokens the tokens of a batch; a text that is longer is a batch of its own
 * @param maxQueue the texts that may wait
 * @param timeout the time from a text's acceptance to its answer, after which it is dropped
 */
public record BatcherOptions(int workers, int maxBatchTokens, int maxQueue, Duration timeout) {
    public BatcherOptions {
        positive("workers", workers);
        positive("max_batch_tokens", maxBatchTokens);
        positive("max_queue", maxQueue);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new VerdictException("timeout is " + timeout.toMillis() + " ms, must be positive");
        }
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new VerdictException(name + " is " + value + ", must be at least 1");
        }
    }
}
