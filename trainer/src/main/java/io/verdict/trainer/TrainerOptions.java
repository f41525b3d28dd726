package io.verdict.trainer;

import io.verdict.transformer.Dropout;
import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a run trains. Made by {@link #builder()}; every setting has a default.
 *
 * @param maxEpochs how often all training texts are seen; the schedule is laid over so many epochs
 * @param stopAfterEpochs ends the run early, after so many of its epochs, as if interrupted: a later run with
 *     {@code resume} goes on exactly
 * @param batchSize texts of a batch
 * @param accumulateGradBatches batches whose gradients are averaged for one update
 * @param optimizer the optimizer
 * @param learningRate the peak rate; by default the strategy's
 * @param weightDecay the decay of AdamW
 * @param schedule how the rate moves
 * @param warmup the share of all updates in which the rate rises, in [0, 1]
 * @param gradientClipNorm the largest global norm of the gradients; 0 for no clipping
 * @param dropout the encoder's and head's dropout
 * @param labelSmoothing the cross-entropy's label smoothing, in [0, 1)
 * @param earlyStoppingPatience stops after so many epochs in a row without a better validation loss
 * @param seed determines the order of texts and what dropout drops
 * @param checkpoints the folder for the best and the last checkpoint; without it nothing is written
 * @param resume goes on from the last checkpoint in that folder, if there is one
 */
public record TrainerOptions(
        int maxEpochs,
        OptionalInt stopAfterEpochs,
        int batchSize,
        int accumulateGradBatches,
        OptimizerKind optimizer,
        OptionalDouble learningRate,
        double weightDecay,
        Schedule schedule,
        double warmup,
        double gradientClipNorm,
        Dropout dropout,
        double labelSmoothing,
        OptionalInt earlyStoppingPatience,
        long seed,
        Optional<Path> checkpoints,
        boolean resume) {

    public TrainerOptions {
        require(maxEpochs >= 1, "max_epochs is " + maxEpochs + ", must be at least 1");
        require(
                stopAfterEpochs.orElse(1) >= 1,
                "stop_after_epochs is " + stopAfterEpochs.orElse(1) + ", must be at least 1");
        require(batchSize >= 1, "batch_size is " + batchSize + ", must be at least 1");
        require(
                accumulateGradBatches >= 1,
                "accumulate_grad_batches is " + accumulateGradBatches + ", must be at least 1");
        require(
                learningRate.orElse(1) > 0 && Double.isFinite(learningRate.orElse(1)),
                "learning_rate is " + learningRate.orElse(1) + ", must be positive");
        require(
                weightDecay >= 0 && Double.isFinite(weightDecay),
                "weight_decay is " + weightDecay + ", must be at least 0");
        require(warmup >= 0 && warmup <= 1, "warmup is " + warmup + ", must be in [0, 1]: a share of all updates");
        require(gradientClipNorm >= 0, "gradient_clip_val is " + gradientClipNorm + ", must be at least 0");
        require(
                labelSmoothing >= 0 && labelSmoothing < 1,
                "label_smoothing is " + labelSmoothing + ", must be in [0, 1)");
        require(
                earlyStoppingPatience.orElse(1) >= 1,
                "early_stopping_patience is " + earlyStoppingPatience.orElse(1) + ", must be at least 1");
        require(!resume || checkpoints.isPresent(), "resume needs a folder for checkpoints");
    }

    /** The defaults: 3 epochs of 16 texts, AdamW with decay 0.01, linear schedule with a tenth of warm-up, clipping at 1. */
    public static Builder builder() {
        return new Builder();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new VerdictException(message);
        }
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private int maxEpochs = 3;
        private OptionalInt stopAfterEpochs = OptionalInt.empty();
        private int batchSize = 16;
        private int accumulateGradBatches = 1;
        private OptimizerKind optimizer = OptimizerKind.ADAMW;
        private OptionalDouble learningRate = OptionalDouble.empty();
        private double weightDecay = 0.01;
        private Schedule schedule = Schedule.LINEAR;
        private double warmup = 0.1;
        private double gradientClipNorm = 1;
        private Dropout dropout = Dropout.BERT;
        private double labelSmoothing;
        private OptionalInt earlyStoppingPatience = OptionalInt.empty();
        private long seed = 42;
        private Optional<Path> checkpoints = Optional.empty();
        private boolean resume;

        private Builder() {}

        public Builder maxEpochs(int value) {
            maxEpochs = value;
            return this;
        }

        public Builder stopAfterEpochs(int value) {
            stopAfterEpochs = OptionalInt.of(value);
            return this;
        }

        public Builder batchSize(int value) {
            batchSize = value;
            return this;
        }

        public Builder accumulateGradBatches(int value) {
            accumulateGradBatches = value;
            return this;
        }

        public Builder optimizer(OptimizerKind value) {
            optimizer = value;
            return this;
        }

        public Builder learningRate(double value) {
            learningRate = OptionalDouble.of(value);
            return this;
        }

        public Builder weightDecay(double value) {
            weightDecay = value;
            return this;
        }

        public Builder schedule(Schedule value) {
            schedule = value;
            return this;
        }

        public Builder warmup(double value) {
            warmup = value;
            return this;
        }

        public Builder gradientClipNorm(double value) {
            gradientClipNorm = value;
            return this;
        }

        public Builder dropout(Dropout value) {
            dropout = value;
            return this;
        }

        public Builder labelSmoothing(double value) {
            labelSmoothing = value;
            return this;
        }

        public Builder earlyStoppingPatience(int value) {
            earlyStoppingPatience = OptionalInt.of(value);
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Builder checkpoints(Path value) {
            checkpoints = Optional.of(value);
            return this;
        }

        public Builder resume(boolean value) {
            resume = value;
            return this;
        }

        /**
         * The options.
         *
         * @throws VerdictException if a value is out of range
         */
        public TrainerOptions build() {
            return new TrainerOptions(
                    maxEpochs,
                    stopAfterEpochs,
                    batchSize,
                    accumulateGradBatches,
                    optimizer,
                    learningRate,
                    weightDecay,
                    schedule,
                    warmup,
                    gradientClipNorm,
                    dropout,
                    labelSmoothing,
                    earlyStoppingPatience,
                    seed,
                    checkpoints,
                    resume);
        }
    }
}
