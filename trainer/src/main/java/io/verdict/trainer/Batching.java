package io.verdict.trainer;

import io.verdict.transformer.VerdictException;

/**
 * Which texts make a batch.
 *
 * @param batchSize texts of a batch
 */
public record Batching(int batchSize) {
    public Batching {
        OptionRange.require(batchSize >= 1, "batch_size is " + batchSize + ", must be at least 1");
    }

    /** The defaults: 16 texts. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.batchSize = batchSize;
        return builder;
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private int batchSize = 16;

        private Builder() {}

        public Builder batchSize(int value) {
            batchSize = value;
            return this;
        }

        /**
         * The options.
         *
         * @throws VerdictException if a value is out of range
         */
        public Batching build() {
            return new Batching(batchSize);
        }
    }
}
