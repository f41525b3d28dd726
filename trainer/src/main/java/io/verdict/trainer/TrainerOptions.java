package io.verdict.trainer;

import io.verdict.transformer.Dropout;
import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a run trains. Made by {@link #builder()}; every setting has a default. The builder knows each setting by its own
 * name, and each group as a whole. The same settings and seed give the same numbers, always: on one machine, with one
 * number of threads, to the bit.
 *
 * @param limits how long the run goes on
 * @param batching which texts make a batch
 * @param weighting what is done about classes with few texts
 * @param optimization how parameters are updated
 * @param layerRates the backbone's learning rates beside the head's
 * @param validation when the validation data is looked at
 * @param checkpointing what is kept on disk
 * @param dropout the encoder's and head's dropout
 * @param seed determines the order of texts and what dropout drops
 * @param precision the numbers that are computed with
 * @param detectAnomaly looks at every value that is computed, and names the first op that gave one that is not finite; slow
 * @param logEveryNSteps tells the listener of each so many-th update
 */
public record TrainerOptions(
        Limits limits,
        Batching batching,
        Weighting weighting,
        Optimization optimization,
        LayerRates layerRates,
        Validation validation,
        Checkpointing checkpointing,
        Dropout dropout,
        long seed,
        Precision precision,
        boolean detectAnomaly,
        int logEveryNSteps) {
    public TrainerOptions {
        OptionRange.require(logEveryNSteps >= 1, "log_every_n_steps is " + logEveryNSteps + ", must be at least 1");
        if (limits.fastDevRun().isPresent()) {
            checkpointing = Checkpointing.builder().build();
            validation = Validation.builder().build();
        }
    }

    /** The defaults: 3 epochs of 16 texts, AdamW with decay 0.01, linear schedule with a tenth of warm-up, clipping at 1. */
    public static Builder builder() {
        return new Builder();
    }

    /** The same with another learning rate. */
    public TrainerOptions withLearningRate(double rate) {
        return new TrainerOptions(
                limits,
                batching,
                weighting,
                optimization.toBuilder().learningRate(rate).build(),
                layerRates,
                validation,
                checkpointing,
                dropout,
                seed,
                precision,
                detectAnomaly,
                logEveryNSteps);
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private Limits.Builder limits = Limits.builder();
        private Batching.Builder batching = Batching.builder();
        private Weighting weighting = Weighting.NONE;
        private Optimization.Builder optimization = Optimization.builder();
        private LayerRates layerRates = LayerRates.DEFAULT;
        private Validation.Builder validation = Validation.builder();
        private Checkpointing.Builder checkpointing = Checkpointing.builder();
        private Dropout dropout = Dropout.BERT;
        private long seed = 42;
        private Precision precision = Precision.FLOAT32;
        private boolean detectAnomaly;
        private int logEveryNSteps = 50;

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

        /** Sets {@link Limits#maxSteps()}. */
        public Builder maxSteps(int value) {
            limits.maxSteps(value);
            return this;
        }

        /** Sets {@link Limits#maxTime()}. */
        public Builder maxTime(Duration value) {
            limits.maxTime(value);
            return this;
        }

        /** Sets {@link Limits#trainBatches()}. */
        public Builder limitTrainBatches(BatchAmount value) {
            limits.trainBatches(value);
            return this;
        }

        /** Sets {@link Limits#validBatches()}. */
        public Builder limitValBatches(BatchAmount value) {
            limits.validBatches(value);
            return this;
        }

        /** Sets {@link Limits#testBatches()}. */
        public Builder limitTestBatches(BatchAmount value) {
            limits.testBatches(value);
            return this;
        }

        /** Sets {@link Limits#predictBatches()}. */
        public Builder limitPredictBatches(BatchAmount value) {
            limits.predictBatches(value);
            return this;
        }

        /** Sets {@link Limits#fastDevRun()}. */
        public Builder fastDevRun(int value) {
            limits.fastDevRun(value);
            return this;
        }

        /** Sets {@link Limits#overfitBatches()}. */
        public Builder overfitBatches(BatchAmount value) {
            limits.overfitBatches(value);
            return this;
        }

        /** Sets {@link Batching#batchSize()}. */
        public Builder batchSize(int value) {
            batching.batchSize(value);
            return this;
        }

        /** Sets {@link Batching#maxBatchTokens()}. */
        public Builder maxBatchTokens(int value) {
            batching.maxBatchTokens(value);
            return this;
        }

        /** Sets {@link Batching#groupByLength()}. */
        public Builder groupByLength(boolean value) {
            batching.groupByLength(value);
            return this;
        }

        /** Sets {@link Weighting#classWeights()}. */
        public Builder classWeights(ClassWeights value) {
            weighting = weighting.withClassWeights(value);
            return this;
        }

        /** Sets {@link Weighting#sampling()}. */
        public Builder sampling(Sampling value) {
            weighting = weighting.withSampling(value);
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

        /** Sets {@link Optimization#optimizer()}. */
        public Builder optimizer(OptimizerChoice value) {
            optimization.optimizer(value);
            return this;
        }

        /** Sets {@link Optimization#learningRate()}. */
        public Builder learningRate(double value) {
            optimization.learningRate(value);
            return this;
        }

        /** Sets {@link LayerRates#thawedLearningRate()}. */
        public Builder thawedLearningRate(double value) {
            layerRates = layerRates.withThawedLearningRate(value);
            return this;
        }

        /** Sets {@link LayerRates#layerDecay()}. */
        public Builder layerDecay(double value) {
            layerRates = layerRates.withLayerDecay(value);
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

        /** Sets {@link Optimization#schedule()}. */
        public Builder schedule(ScheduleChoice value) {
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

        /** Sets {@link Optimization#gradientClipAlgorithm()}. */
        public Builder gradientClipAlgorithm(GradientClipping value) {
            optimization.gradientClipAlgorithm(value);
            return this;
        }

        /** Sets {@link Optimization#labelSmoothing()}. */
        public Builder labelSmoothing(double value) {
            optimization.labelSmoothing(value);
            return this;
        }

        /** Sets {@link Validation#checkInterval()}. */
        public Builder valCheckInterval(BatchAmount value) {
            validation.checkInterval(value);
            return this;
        }

        /** Sets {@link Validation#everyEpochs()}. */
        public Builder checkValEveryNEpoch(int value) {
            validation.everyEpochs(value);
            return this;
        }

        /** Sets {@link Validation#monitor()}. */
        public Builder monitor(Monitor value) {
            validation.monitor(value);
            return this;
        }

        /** Sets {@link Validation#mode()}. */
        public Builder monitorMode(Monitor.Mode value) {
            validation.mode(value);
            return this;
        }

        /** Sets {@link Validation#earlyStoppingPatience()}. */
        public Builder earlyStoppingPatience(int value) {
            validation.earlyStoppingPatience(value);
            return this;
        }

        /** Sets {@link Validation#earlyStoppingMinDelta()}. */
        public Builder earlyStoppingMinDelta(double value) {
            validation.earlyStoppingMinDelta(value);
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

        /** Sets {@link Checkpointing#ifInterrupted()}. */
        public Builder checkpointsIfInterrupted(Path value) {
            checkpointing.ifInterrupted(value);
            return this;
        }

        /** Sets {@link Checkpointing#everySteps()}. */
        public Builder checkpointEveryNSteps(int value) {
            checkpointing.everySteps(value);
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

        public Builder precision(Precision value) {
            precision = value;
            return this;
        }

        public Builder detectAnomaly(boolean value) {
            detectAnomaly = value;
            return this;
        }

        public Builder logEveryNSteps(int value) {
            logEveryNSteps = value;
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
                    weighting,
                    optimization.build(),
                    layerRates,
                    validation.build(),
                    checkpointing.build(),
                    dropout,
                    seed,
                    precision,
                    detectAnomaly,
                    logEveryNSteps);
        }
    }
}
