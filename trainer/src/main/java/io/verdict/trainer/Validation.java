package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When the validation data is looked at, and what follows from it.
 *
 * @param checkInterval validates after so many batches, or after each such share of an epoch; always where an update of the parameters was made
 * @param everyEpochs validates in each so many-th epoch only
 * @param monitor the value that tells the best state of the run
 * @param mode whether less or more of it is better; by default the monitor's own
 * @param earlyStoppingPatience stops after so many results in a row without a better value; by default never
 * @param earlyStoppingMinDelta by how much a value must be better to count as better for stopping
 */
public record Validation(
        BatchAmount checkInterval,
        int everyEpochs,
        Monitor monitor,
        Optional<Monitor.Mode> mode,
        OptionalInt earlyStoppingPatience,
        double earlyStoppingMinDelta) {
    public Validation {
        OptionRange.require(
                !checkInterval.isNone(),
                "val_check_interval is 0, must be more; to leave out validation set limit_val_batches to 0");
        OptionRange.require(everyEpochs >= 1, "check_val_every_n_epoch is " + everyEpochs + ", must be at least 1");
        OptionRange.require(
                earlyStoppingPatience.orElse(1) >= 1,
                "early_stopping_patience is " + earlyStoppingPatience.orElse(1) + ", must be at least 1");
        OptionRange.require(
                earlyStoppingMinDelta >= 0 && Double.isFinite(earlyStoppingMinDelta),
                "early_stopping_min_delta is " + earlyStoppingMinDelta + ", must be at least 0");
    }

    /** The defaults: the loss after each epoch, never stopping early. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.checkInterval = checkInterval;
        builder.everyEpochs = everyEpochs;
        builder.monitor = monitor;
        builder.mode = mode;
        builder.earlyStoppingPatience = earlyStoppingPatience;
        builder.earlyStoppingMinDelta = earlyStoppingMinDelta;
        return builder;
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private BatchAmount checkInterval = BatchAmount.all();
        private int everyEpochs = 1;
        private Monitor monitor = Monitor.VAL_LOSS;
        private Optional<Monitor.Mode> mode = Optional.empty();
        private OptionalInt earlyStoppingPatience = OptionalInt.empty();
        private double earlyStoppingMinDelta;

        private Builder() {}

        public Builder checkInterval(BatchAmount value) {
            checkInterval = value;
            return this;
        }

        public Builder everyEpochs(int value) {
            everyEpochs = value;
            return this;
        }

        public Builder monitor(Monitor value) {
            monitor = value;
            return this;
        }

        public Builder mode(Monitor.Mode value) {
            mode = Optional.of(value);
            return this;
        }

        public Builder earlyStoppingPatience(int value) {
            earlyStoppingPatience = OptionalInt.of(value);
            return this;
        }

        public Builder earlyStoppingMinDelta(double value) {
            earlyStoppingMinDelta = value;
            return this;
        }

        /**
         * The options.
         *
         * @throws VerdictException if a value is out of range
         */
        public Validation build() {
            return new Validation(
                    checkInterval, everyEpochs, monitor, mode, earlyStoppingPatience, earlyStoppingMinDelta);
        }
    }
}
