package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.util.OptionalInt;

/**
 * How long a run goes on.
 *
 * @param maxEpochs how often all training texts are seen; the schedule is laid over so many epochs
 * @param stopAfterEpochs ends the run early, after so many of its epochs, as if interrupted: a later run with {@code resume} goes on exactly
 */
public record Limits(int maxEpochs, OptionalInt stopAfterEpochs) {
    public Limits {
        OptionRange.require(maxEpochs >= 1, "max_epochs is " + maxEpochs + ", must be at least 1");
        OptionRange.require(
                stopAfterEpochs.orElse(1) >= 1,
                "stop_after_epochs is " + stopAfterEpochs.orElse(1) + ", must be at least 1");
    }

    /** The defaults: 3 epochs. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.maxEpochs = maxEpochs;
        builder.stopAfterEpochs = stopAfterEpochs;
        return builder;
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private int maxEpochs = 3;
        private OptionalInt stopAfterEpochs = OptionalInt.empty();

        private Builder() {}

        public Builder maxEpochs(int value) {
            maxEpochs = value;
            return this;
        }

        public Builder stopAfterEpochs(int value) {
            stopAfterEpochs = OptionalInt.of(value);
            return this;
        }

        /**
         * The options.
         *
         * @throws VerdictException if a value is out of range
         */
        public Limits build() {
            return new Limits(maxEpochs, stopAfterEpochs);
        }
    }
}
