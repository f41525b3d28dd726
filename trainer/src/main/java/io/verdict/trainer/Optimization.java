package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.util.OptionalDouble;

/**
 * How parameters are updated.
 *
 * @param optimizer the optimizer, with its arguments
 * @param learningRate the peak rate; by default the strategy's
 * @param weightDecay the decay of weights, but not of biases and layer normalizations; by default the optimizer's
 * @param schedule how the rate moves
 * @param warmup the share of all updates in which the rate rises, in [0, 1]
 * @param gradientClipNorm the largest global norm of the gradients, or size of a number in them; 0 for no clipping
 * @param gradientClipAlgorithm what is kept under that limit
 * @param accumulateGradBatches batches whose gradients are averaged for one update
 * @param labelSmoothing the cross-entropy's label smoothing, in [0, 1)
 */
public record Optimization(
        OptimizerChoice optimizer,
        OptionalDouble learningRate,
        OptionalDouble weightDecay,
        ScheduleChoice schedule,
        double warmup,
        double gradientClipNorm,
        GradientClipping gradientClipAlgorithm,
        int accumulateGradBatches,
        double labelSmoothing) {
    public Optimization {
        OptionRange.require(
                accumulateGradBatches >= 1,
                "accumulate_grad_batches is " + accumulateGradBatches + ", must be at least 1");
        OptionRange.require(
                learningRate.orElse(1) > 0 && Double.isFinite(learningRate.orElse(1)),
                "learning_rate is " + learningRate.orElse(1) + ", must be positive");
        OptionRange.require(
                weightDecay.orElse(0) >= 0 && Double.isFinite(weightDecay.orElse(0)),
                "weight_decay is " + weightDecay.orElse(0) + ", must be at least 0");
        OptionRange.require(
                warmup >= 0 && warmup <= 1, "warmup is " + warmup + ", must be in [0, 1]: a share of all updates");
        OptionRange.require(gradientClipNorm >= 0, "gradient_clip_val is " + gradientClipNorm + ", must be at least 0");
        OptionRange.require(
                labelSmoothing >= 0 && labelSmoothing < 1,
                "label_smoothing is " + labelSmoothing + ", must be in [0, 1)");
    }

    /** The weight decay that is used. */
    public double decay() {
        return weightDecay.orElse(optimizer.kind().defaultWeightDecay());
    }

    /** The defaults: AdamW with decay 0.01, linear schedule with a tenth of warm-up, clipping at 1. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.optimizer = optimizer;
        builder.learningRate = learningRate;
        builder.weightDecay = weightDecay;
        builder.schedule = schedule;
        builder.warmup = warmup;
        builder.gradientClipNorm = gradientClipNorm;
        builder.gradientClipAlgorithm = gradientClipAlgorithm;
        builder.accumulateGradBatches = accumulateGradBatches;
        builder.labelSmoothing = labelSmoothing;
        return builder;
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private OptimizerChoice optimizer = OptimizerChoice.of(OptimizerKind.ADAMW);
        private OptionalDouble learningRate = OptionalDouble.empty();
        private OptionalDouble weightDecay = OptionalDouble.empty();
        private ScheduleChoice schedule = ScheduleChoice.of(Schedule.LINEAR);
        private double warmup = 0.1;
        private double gradientClipNorm = 1;
        private GradientClipping gradientClipAlgorithm = GradientClipping.NORM;
        private int accumulateGradBatches = 1;
        private double labelSmoothing;

        private Builder() {}

        /** With its defaults. */
        public Builder optimizer(OptimizerKind value) {
            return optimizer(OptimizerChoice.of(value));
        }

        public Builder optimizer(OptimizerChoice value) {
            optimizer = value;
            return this;
        }

        public Builder learningRate(double value) {
            learningRate = OptionalDouble.of(value);
            return this;
        }

        public Builder weightDecay(double value) {
            weightDecay = OptionalDouble.of(value);
            return this;
        }

        /** With its defaults. */
        public Builder schedule(Schedule value) {
            return schedule(ScheduleChoice.of(value));
        }

        public Builder schedule(ScheduleChoice value) {
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

        public Builder gradientClipAlgorithm(GradientClipping value) {
            gradientClipAlgorithm = value;
            return this;
        }

        public Builder accumulateGradBatches(int value) {
            accumulateGradBatches = value;
            return this;
        }

        public Builder labelSmoothing(double value) {
            labelSmoothing = value;
            return this;
        }

        /**
         * The options.
         *
         * @throws VerdictException if a value is out of range
         */
        public Optimization build() {
            return new Optimization(
                    optimizer,
                    learningRate,
                    weightDecay,
                    schedule,
                    warmup,
                    gradientClipNorm,
                    gradientClipAlgorithm,
                    accumulateGradBatches,
                    labelSmoothing);
        }
    }
}
