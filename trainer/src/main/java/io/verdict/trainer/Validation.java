package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.util.OptionalInt;

/**
 * When the validation data is looked at, and what follows from it.
 *
 * @param earlyStoppingPatience stops after so many epochs in a row without a better validation loss
 */
public record Validation(OptionalInt earlyStoppingPatience) {
    public Validation {
        OptionRange.require(
                earlyStoppingPatience.orElse(1) >= 1,
                "early_stopping_patience is " + earlyStoppingPatience.orElse(1) + ", must be at least 1");
    }

    /** The defaults: after each epoch, never stopping early. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.earlyStoppingPatience = earlyStoppingPatience;
        return builder;
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private OptionalInt earlyStoppingPatience = OptionalInt.empty();

        private Builder() {}

        public Builder earlyStoppingPatience(int value) {
            earlyStoppingPatience = OptionalInt.of(value);
            return this;
        }

        /**
         * The options.
         *
         * @throws VerdictException if a value is out of range
         */
        public Validation build() {
            return new Validation(earlyStoppingPatience);
        }
    }
}
