package io.verdict.cli;

import io.verdict.trainer.GradientClipping;
import io.verdict.trainer.OptimizerChoice;
import io.verdict.trainer.OptimizerKind;
import io.verdict.trainer.Schedule;
import io.verdict.trainer.ScheduleChoice;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.TrainerOptions;
import io.verdict.transformer.VerdictException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What trains, and how parameters are updated. */
final class OptimizationSettings {
    /** A test compares these with what the strategies say: an option's text is a constant. */
    static final String NO_FREEZE_RATE = "1e-4";

    static final String FREEZE_RATE = "1e-2";
    static final String HEAD_RATE = "1e-3";
    static final String THAWED_RATE = "2e-5";

    @Option(
            names = "--trainer.strategy",
            paramLabel = "STRATEGY",
            completionCandidates = Available.Strategies.class,
            defaultValue = "freeze",
            scope = ScopeType.INHERIT,
            description = "What trains: freeze (the head alone, on the backbone's features, which are computed once),"
                    + " no_freeze (everything: slower and better), freeze_unfreeze(N) (the head, and everything from"
                    + " epoch N on) or unfreeze_milestones((E1, E2), L) (the head, the last L encoder layers too from"
                    + " epoch E1 on, everything from E2 on). Epochs count from 0. Default: ${DEFAULT-VALUE}.")
    Strategy strategy = Strategy.fromId("freeze");

    @Option(
            names = "--trainer.accumulate_grad_batches",
            paramLabel = "N",
            defaultValue = "1",
            scope = ScopeType.INHERIT,
            description = "Batches whose gradients make one update. Default: ${DEFAULT-VALUE}.")
    int accumulateGradBatches;

    @Option(
            names = "--trainer.gradient_clip_val",
            paramLabel = "NORM",
            defaultValue = "1.0",
            scope = ScopeType.INHERIT,
            description = "Largest global norm of the gradients; 0: no clipping. Default: ${DEFAULT-VALUE}.")
    double gradientClipVal;

    @Option(
            names = "--trainer.gradient_clip_algorithm",
            paramLabel = "norm|value",
            defaultValue = "norm",
            scope = ScopeType.INHERIT,
            description = "Whether that is the norm of all gradients together, or the size of each number in them."
                    + " Default: ${DEFAULT-VALUE}.")
    GradientClipping gradientClipAlgorithm = GradientClipping.NORM;

    @Option(
            names = "--model.optimizer",
            paramLabel = "OPTIMIZER",
            completionCandidates = Available.Optimizers.class,
            defaultValue = "adamw",
            scope = ScopeType.INHERIT,
            description = "One of ${COMPLETION-CANDIDATES}; arguments stand in parentheses, as in"
                    + " 'sgd(momentum=0.9)'. Default: ${DEFAULT-VALUE}.")
    OptimizerChoice optimizer = OptimizerChoice.of(OptimizerKind.ADAMW);

    @Option(
            names = "--model.learning_rate",
            paramLabel = "RATE",
            scope = ScopeType.INHERIT,
            description = "Peak learning rate. Default: the strategy's, " + FREEZE_RATE + " with freeze, "
                    + NO_FREEZE_RATE + " with no_freeze, " + HEAD_RATE
                    + " with the others, whose head trains first. Made for adam, adamw and lamb.")
    @Nullable
    Double learningRate;

    @Option(
            names = "--model.thawed_learning_rate",
            paramLabel = "RATE",
            scope = ScopeType.INHERIT,
            description = "Peak learning rate of what thaws with freeze_unfreeze and unfreeze_milestones."
                    + " Default: " + THAWED_RATE + ".")
    @Nullable
    Double thawedLearningRate;

    @Option(
            names = "--model.layer_decay",
            paramLabel = "FACTOR",
            defaultValue = "1.0",
            scope = ScopeType.INHERIT,
            description = "What each encoder layer's learning rate is of the one above it, more than 0 and at most"
                    + " 1; 0.95 is usual. Default: ${DEFAULT-VALUE}, the same for all.")
    double layerDecay;

    @Option(
            names = "--model.weight_decay",
            paramLabel = "RATE",
            scope = ScopeType.INHERIT,
            description = "Decay of all weights but biases and layer normalizations. Default: 0.01 for adamw and lamb,"
                    + " 0 for the others.")
    @Nullable
    Double weightDecay;

    @Option(
            names = "--model.lr_scheduler",
            paramLabel = "SCHEDULE",
            completionCandidates = Available.Schedules.class,
            defaultValue = "linear",
            scope = ScopeType.INHERIT,
            description = "How the learning rate moves after the warm-up: one of"
                    + " ${COMPLETION-CANDIDATES}; with arguments as in 'polynomial(power=3)'. Default:"
                    + " ${DEFAULT-VALUE}.")
    ScheduleChoice schedule = ScheduleChoice.of(Schedule.LINEAR);

    @Option(
            names = "--model.warmup",
            paramLabel = "SHARE",
            scope = ScopeType.INHERIT,
            description = "Share of all updates in which the learning rate rises, 0 to 1. Default: 0.1.")
    @Nullable
    Double warmup;

    @Option(
            names = "--model.label_smoothing",
            paramLabel = "SHARE",
            defaultValue = "0",
            scope = ScopeType.INHERIT,
            description = "Probability that is spread over all classes, where a text has one label only. Default:"
                    + " ${DEFAULT-VALUE}.")
    double labelSmoothing;

    void addTo(TrainerOptions.Builder options) {
        options.accumulateGradBatches(accumulateGradBatches)
                .gradientClipNorm(gradientClipVal)
                .gradientClipAlgorithm(gradientClipAlgorithm)
                .optimizer(optimizer)
                .layerDecay(layerDecay)
                .schedule(schedule)
                .labelSmoothing(labelSmoothing);
        if (learningRate != null) {
            options.learningRate(learningRate);
        }
        if (weightDecay != null) {
            options.weightDecay(weightDecay);
        }
        if (thawedLearningRate != null) {
            options.thawedLearningRate(thawedLearningRate);
        }
        if (warmup != null) {
            if (schedule.kind() == Schedule.CONSTANT) {
                throw new VerdictException("The schedule constant has no warm-up, but --model.warmup is " + warmup
                        + "; take --model.lr_scheduler constant_with_warmup");
            }
            options.warmup(warmup);
        }
    }
}
