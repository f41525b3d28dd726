package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How long a run goes on, and how much of the data it sees.
 *
 * @param maxEpochs how often all training texts are seen; the schedule is laid over so many epochs
 * @param stopAfterEpochs ends the run early, after so many of its epochs, as if interrupted: a later run with {@code resume} goes on exactly
 * @param maxSteps ends the run after so many updates of the parameters, and ends the schedule there
 * @param maxTime ends the run once it has taken so long, runs that it goes on from included; the schedule knows nothing of it
 * @param trainBatches how many training batches make an epoch
 * @param validBatches how many validation batches are evaluated
 * @param testBatches how many test batches are evaluated
 * @param predictBatches how many batches are predicted
 * @param fastDevRun tries everything on so many batches of each part, in one epoch: replaces the other limits, and nothing is written
 * @param overfitBatches trains on the first of the training texts only, in the same order in each epoch, and validates on as many batches: a model that cannot learn them by heart has a flaw
 */
public record Limits(
        int maxEpochs,
        OptionalInt stopAfterEpochs,
        OptionalInt maxSteps,
        Optional<Duration> maxTime,
        BatchAmount trainBatches,
        BatchAmount validBatches,
        BatchAmount testBatches,
        BatchAmount predictBatches,
        OptionalInt fastDevRun,
        Optional<BatchAmount> overfitBatches) {
    /** So many epochs that the run is ended by something else. */
    public static final int UNLIMITED_EPOCHS = Integer.MAX_VALUE;

    private static final int EPOCHS = 3;

    public Limits {
        OptionRange.require(maxEpochs >= 1, "max_epochs is " + maxEpochs + ", must be at least 1");
        OptionRange.require(
                stopAfterEpochs.orElse(1) >= 1,
                "stop_after_epochs is " + stopAfterEpochs.orElse(1) + ", must be at least 1");
        OptionRange.require(maxSteps.orElse(1) >= 1, "max_steps is " + maxSteps.orElse(1) + ", must be at least 1");
        OptionRange.require(
                fastDevRun.orElse(1) >= 1,
                "fast_dev_run is " + fastDevRun.orElse(1) + ", must be true, or a number of batches of at least 1");
        OptionRange.require(!trainBatches.isNone(), "limit_train_batches is 0, must be more");
        OptionRange.require(
                overfitBatches.isEmpty() || !overfitBatches.get().isNone(),
                "overfit_batches is 0, must be more; leave it out to train on everything");
        if (overfitBatches.isPresent()) {
            trainBatches = overfitBatches.get();
            validBatches = overfitBatches.get();
        }
        if (fastDevRun.isPresent()) {
            BatchAmount few = new BatchAmount.Count(fastDevRun.getAsInt());
            maxEpochs = 1;
            maxSteps = fastDevRun;
            stopAfterEpochs = OptionalInt.empty();
            maxTime = Optional.empty();
            overfitBatches = Optional.empty();
            trainBatches = few;
            validBatches = few;
            testBatches = few;
            predictBatches = few;
        }
    }

    /** The defaults: 3 epochs of everything; with {@code maxSteps} as many epochs as they take. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.maxEpochs = OptionalInt.of(maxEpochs);
        builder.stopAfterEpochs = stopAfterEpochs;
        builder.maxSteps = maxSteps;
        builder.maxTime = maxTime;
        builder.trainBatches = trainBatches;
        builder.validBatches = validBatches;
        builder.testBatches = testBatches;
        builder.predictBatches = predictBatches;
        builder.fastDevRun = fastDevRun;
        builder.overfitBatches = overfitBatches;
        return builder;
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private OptionalInt maxEpochs = OptionalInt.empty();
        private OptionalInt stopAfterEpochs = OptionalInt.empty();
        private OptionalInt maxSteps = OptionalInt.empty();
        private Optional<Duration> maxTime = Optional.empty();
        private BatchAmount trainBatches = BatchAmount.all();
        private BatchAmount validBatches = BatchAmount.all();
        private BatchAmount testBatches = BatchAmount.all();
        private BatchAmount predictBatches = BatchAmount.all();
        private OptionalInt fastDevRun = OptionalInt.empty();
        private Optional<BatchAmount> overfitBatches = Optional.empty();

        private Builder() {}

        public Builder maxEpochs(int value) {
            maxEpochs = OptionalInt.of(value);
            return this;
        }

        public Builder stopAfterEpochs(int value) {
            stopAfterEpochs = OptionalInt.of(value);
            return this;
        }

        public Builder maxSteps(int value) {
            maxSteps = OptionalInt.of(value);
            return this;
        }

        public Builder maxTime(Duration value) {
            maxTime = Optional.of(value);
            return this;
        }

        public Builder trainBatches(BatchAmount value) {
            trainBatches = value;
            return this;
        }

        public Builder validBatches(BatchAmount value) {
            validBatches = value;
            return this;
        }

        public Builder testBatches(BatchAmount value) {
            testBatches = value;
            return this;
        }

        public Builder predictBatches(BatchAmount value) {
            predictBatches = value;
            return this;
        }

        public Builder fastDevRun(int value) {
            fastDevRun = OptionalInt.of(value);
            return this;
        }

        public Builder overfitBatches(BatchAmount value) {
            overfitBatches = Optional.of(value);
            return this;
        }

        /**
         * The options.
         *
         * @throws VerdictException if a value is out of range
         */
        public Limits build() {
            return new Limits(
                    maxEpochs.orElse(maxSteps.isPresent() ? UNLIMITED_EPOCHS : EPOCHS),
                    stopAfterEpochs,
                    maxSteps,
                    maxTime,
                    trainBatches,
                    validBatches,
                    testBatches,
                    predictBatches,
                    fastDevRun,
                    overfitBatches);
        }
    }
}
