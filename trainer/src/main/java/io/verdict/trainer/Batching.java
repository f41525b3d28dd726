package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.util.OptionalInt;

/**
 * Which texts make a batch.
 *
 * @param batchSize texts of a batch
 * @param maxBatchTokens where it is given, a training batch is as many texts as have at most that many tokens, or one
 *     longer text, and {@code batchSize} only says what limits on batches mean for other data
 * @param groupByLength whether texts of a training batch are alike in length, taken from 32 batches of a random order;
 *     else the order is random
 */
public record Batching(int batchSize, OptionalInt maxBatchTokens, boolean groupByLength) {
    public Batching {
        OptionRange.require(batchSize >= 1, "batch_size is " + batchSize + ", must be at least 1");
        OptionRange.require(
                maxBatchTokens.orElse(1) >= 1,
                "max_batch_tokens is " + maxBatchTokens.orElse(1) + ", must be at least 1");
    }

    /** The defaults: 16 texts, however long, grouped by length. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.batchSize = batchSize;
        builder.maxBatchTokens = maxBatchTokens;
        builder.groupByLength = groupByLength;
        return builder;
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private int batchSize = 16;
        private OptionalInt maxBatchTokens = OptionalInt.empty();
        private boolean groupByLength = true;

        private Builder() {}

        public Builder batchSize(int value) {
            batchSize = value;
            return this;
        }

        public Builder maxBatchTokens(int value) {
            maxBatchTokens = OptionalInt.of(value);
            return this;
        }

        public Builder groupByLength(boolean value) {
            groupByLength = value;
            return this;
        }

        /**
         * The options.
         *
         * @throws VerdictException if a value is out of range
         */
        public Batching build() {
            return new Batching(batchSize, maxBatchTokens, groupByLength);
        }
    }
}
