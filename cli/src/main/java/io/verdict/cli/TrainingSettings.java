package io.verdict.cli;

import io.verdict.onnx.Backbones;
import io.verdict.trainer.OptimizerKind;
import io.verdict.trainer.Schedule;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.TrainerOptions;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Pooling;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of a training run; accepted before and after the sub-command that names the data. */
final class TrainingSettings {
    @Option(
            names = "--trainer.strategy",
            paramLabel = "NAME",
            defaultValue = "freeze",
            scope = ScopeType.INHERIT,
            description = "What trains: freeze (the head alone, on the backbone's features, which are computed once) or"
                    + " no_freeze (everything: slower and better). Default: ${DEFAULT-VALUE}.")
    Strategy strategy = Strategy.fromId("freeze");

    @Option(
            names = "--trainer.max_epochs",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "How often all training texts are seen. Default: " + FREEZE_EPOCHS + " with freeze, "
                    + NO_FREEZE_EPOCHS + " with no_freeze.")
    @Nullable
    Integer maxEpochs;

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
            names = "--trainer.early_stopping_patience",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "Stop after N epochs in a row without a better validation loss. Default: never.")
    @Nullable
    Integer earlyStoppingPatience;

    @Option(
            names = "--trainer.seed",
            paramLabel = "N",
            defaultValue = "42",
            scope = ScopeType.INHERIT,
            description = "Decides the order of texts, dropout, the head's first weights and val_split. Default:"
                    + " ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--trainer.default_root_dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where the best and the last checkpoint go. Default: no checkpoints.")
    @Nullable
    Path defaultRootDir;

    @Option(
            names = "--trainer.resume",
            scope = ScopeType.INHERIT,
            description = "Go on from the last checkpoint in that folder.")
    boolean resume;

    @Option(
            names = "--trainer.stop_after_epochs",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description =
                    "Stop early, after N of the epochs, as if interrupted: with --trainer.default_root_dir a later"
                            + " --trainer.resume goes on exactly. Default: max_epochs.")
    @Nullable
    Integer stopAfterEpochs;

    @Option(
            names = "--model.backbone",
            paramLabel = "NAME|DIR|FILE",
            defaultValue = Backbones.DEFAULT,
            scope = ScopeType.INHERIT,
            description = "A name that \"verdict backbones\" lists, a folder with model.onnx and tokenizer.json, or an"
                    + " ONNX file beside its tokenizer.json. Default: ${DEFAULT-VALUE}.")
    String backbone = Backbones.DEFAULT;

    @Option(
            names = "--model.max_length",
            paramLabel = "N",
            defaultValue = "128",
            scope = ScopeType.INHERIT,
            description = "Tokens at which a text is cut. Default: ${DEFAULT-VALUE}.")
    int maxLength;

    @Option(
            names = "--model.pooling",
            paramLabel = "NAME",
            defaultValue = "mean",
            scope = ScopeType.INHERIT,
            description = "What the head reads: mean of the rows, cls (the first row) or pooler. Default:"
                    + " ${DEFAULT-VALUE}.")
    Pooling pooling = Pooling.MEAN;

    @Option(
            names = "--model.learning_rate",
            paramLabel = "RATE",
            scope = ScopeType.INHERIT,
            description = "Peak learning rate. Default: the strategy's.")
    @Nullable
    Double learningRate;

    @Option(
            names = "--model.optimizer",
            paramLabel = "NAME",
            defaultValue = "adamw",
            scope = ScopeType.INHERIT,
            description = "adamw or adam. Default: ${DEFAULT-VALUE}.")
    OptimizerKind optimizer = OptimizerKind.ADAMW;

    @Option(
            names = "--model.weight_decay",
            paramLabel = "RATE",
            defaultValue = "0.01",
            scope = ScopeType.INHERIT,
            description = "The decay of adamw. Default: ${DEFAULT-VALUE}.")
    double weightDecay;

    @Option(
            names = "--model.lr_scheduler",
            paramLabel = "NAME",
            defaultValue = "linear",
            scope = ScopeType.INHERIT,
            description = "How the learning rate moves after the warm-up: constant, linear or cosine. Default:"
                    + " ${DEFAULT-VALUE}.")
    Schedule schedule = Schedule.LINEAR;

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
            description = "Probability that is spread over all classes. Default: ${DEFAULT-VALUE}.")
    double labelSmoothing;

    @Option(
            names = "--data.batch_size",
            paramLabel = "N",
            defaultValue = "16",
            scope = ScopeType.INHERIT,
            description = "Texts of a batch. Default: ${DEFAULT-VALUE}.")
    int batchSize;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The folder to save the model in. Default: verdict-model, or verdict-model-2 and so on if"
                    + " there is one.")
    @Nullable
    Path output;

    @Option(names = "--overwrite", scope = ScopeType.INHERIT, description = "Replace the model in that folder.")
    boolean overwrite;

    private static final int FREEZE_EPOCHS = 20;
    private static final int NO_FREEZE_EPOCHS = 3;

    /** What the trainer is told. */
    TrainerOptions trainerOptions() {
        TrainerOptions.Builder options = TrainerOptions.builder()
                .maxEpochs(epochs())
                .batchSize(batchSize)
                .accumulateGradBatches(accumulateGradBatches)
                .gradientClipNorm(gradientClipVal)
                .optimizer(optimizer)
                .weightDecay(weightDecay)
                .schedule(schedule)
                .labelSmoothing(labelSmoothing)
                .dropout(Dropout.BERT)
                .seed(seed)
                .resume(resume);
        if (learningRate != null) {
            options.learningRate(learningRate);
        }
        if (warmup != null) {
            options.warmup(warmup);
        }
        if (earlyStoppingPatience != null) {
            options.earlyStoppingPatience(earlyStoppingPatience);
        }
        if (stopAfterEpochs != null) {
            options.stopAfterEpochs(stopAfterEpochs);
        }
        if (defaultRootDir != null) {
            options.checkpoints(defaultRootDir);
        }
        return options.build();
    }

    private int epochs() {
        Integer given = maxEpochs;
        if (given != null) {
            return given;
        }
        return strategy == Strategy.FREEZE ? FREEZE_EPOCHS : NO_FREEZE_EPOCHS;
    }
}
