package io.verdict.trainer;

import io.verdict.transformer.Dropout;
import io.verdict.transformer.VerdictException;
import java.nio.file.Path;

/**
 * How a run trains. Made by {@link #builder()}; every setting has a default. The builder knows each setting by its own
 * name, and each group as a whole.
 *
 * @param limits how long the run goes on
 * @param batching which texts make a batch
 * @param optimization how parameters are updated
 * @param validation when the validation data is looked at
 * @param checkpointing what is kept on disk
 * @param dropout the encoder's and head's dropout
 * @param seed determines the order of texts and what dropout drops
 */
public record TrainerOptions(
        Limits limits,
        Batching batching,
        Optimization optimization,
        Validation validation,
        Checkpointing checkpointing,
        Dropout dropout,
        long seed) {
    /** The defaults: 3 epochs of 16 texts, AdamW with decay 0.01, linear schedule with a tenth of warm-up, clipping at 1. */
    public static Builder builder() {
        return new Builder();
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private Limits.Builder limits = Limits.builder();
        private Batching.Builder batching = Batching.builder();
        private Optimization.Builder optimization = Optimization.builder();
        private Validation.Builder validation = Validation.builder();
        private Checkpointing.Builder checkpointing = Checkpointing.builder();
        private Dropout dropout = Dropout.BERT;
        private long seed = 42;

        private Builder() {}

        /** Sets the whole group. */
        public Builder limits(Limits value) {
            limits = value.toBuilder();
            return this;
        }

        /** Sets the whole group. */
        public Builder batching(Batching value) {
            batching = value.toBuilder();
            return this;
        }

        /** Sets the whole group. */
        public Builder optimization(Optimization value) {
            optimization = value.toBuilder();
            return this;
        }

        /** Sets the whole group. */
        public Builder validation(Validation value) {
            validation = value.toBuilder();
            return this;
        }

        /** Sets the whole group. */
        public Builder checkpointing(Checkpointing value) {
            checkpointing = value.toBuilder();
            return this;
        }

        /** Sets {@link Limits#maxEpochs()}. */
        public Builder maxEpochs(int value) {
            limits.maxEpochs(value);
            return this;
        }

        /** Sets {@link Limits#stopAfterEpochs()}. */
        public Builder stopAfterEpochs(int value) {
            limits.stopAfterEpochs(value);
            return this;
        }

        /** Sets {@link Batching#batchSize()}. */
        public Builder batchSize(int value) {
            batching.batchSize(value);
            return this;
        }

        /** Sets {@link Optimization#accumulateGradBatches()}. */
        public Builder accumulateGradBatches(int value) {
            optimization.accumulateGradBatches(value);
            return this;
        }

        /** Sets {@link Optimization#optimizer()}. */
        public Builder optimizer(OptimizerKind value) {
            optimization.optimizer(value);
            return this;
        }

        /** Sets {@link Optimization#learningRate()}. */
        public Builder learningRate(double value) {
            optimization.learningRate(value);
            return this;
        }

        /** Sets {@link Optimization#weightDecay()}. */
        public Builder weightDecay(double value) {
            optimization.weightDecay(value);
            return this;
        }

        /** Sets {@link Optimization#schedule()}. */
        public Builder schedule(Schedule value) {
            optimization.schedule(value);
            return this;
        }

        /** Sets {@link Optimization#warmup()}. */
        public Builder warmup(double value) {
            optimization.warmup(value);
            return this;
        }

        /** Sets {@link Optimization#gradientClipNorm()}. */
        public Builder gradientClipNorm(double value) {
            optimization.gradientClipNorm(value);
            return this;
        }

        /** Sets {@link Optimization#labelSmoothing()}. */
        public Builder labelSmoothing(double value) {
            optimization.labelSmoothing(value);
            return this;
        }

        /** Sets {@link Validation#earlyStoppingPatience()}. */
        public Builder earlyStoppingPatience(int value) {
            validation.earlyStoppingPatience(value);
            return this;
        }

        /** Sets {@link Checkpointing#folder()}. */
        public Builder checkpoints(Path value) {
            checkpointing.folder(value);
            return this;
        }

        /** Sets {@link Checkpointing#resume()}. */
        public Builder resume(boolean value) {
            checkpointing.resume(value);
            return this;
        }

        public Builder dropout(Dropout value) {
            dropout = value;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * The options.
         *
         * @throws VerdictException if a value is out of range
         */
        public TrainerOptions build() {
            return new TrainerOptions(
                    limits.build(),
                    batching.build(),
                    optimization.build(),
                    validation.build(),
                    checkpointing.build(),
                    dropout,
                    seed);
        }
    }
}
