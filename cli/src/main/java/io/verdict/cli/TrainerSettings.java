package io.verdict.cli;

import io.verdict.trainer.Strategy;
import io.verdict.trainer.TrainerOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** How long a training run goes on, what is kept of it on disk, and its seed. */
final class TrainerSettings {
    private static final int FREEZE_EPOCHS = 20;
    private static final int NO_FREEZE_EPOCHS = 3;

    @Option(
            names = "--trainer.max_epochs",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "How often all training texts are seen. Default: " + FREEZE_EPOCHS + " with freeze, "
                    + NO_FREEZE_EPOCHS + " with no_freeze.")
    @Nullable
    Integer maxEpochs;

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
            scope = ScopeType.INHERIT,
            description =
                    "Decides the order of texts, dropout, the head's first weights and val_split. Default: that of"
                            + " --seed_everything.")
    @Nullable
    Long seed;

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

    void addTo(TrainerOptions.Builder options, Strategy strategy) {
        options.maxEpochs(epochs(strategy)).resume(resume);
        if (earlyStoppingPatience != null) {
            options.earlyStoppingPatience(earlyStoppingPatience);
        }
        if (stopAfterEpochs != null) {
            options.stopAfterEpochs(stopAfterEpochs);
        }
        if (defaultRootDir != null) {
            options.checkpoints(defaultRootDir);
        }
    }

    private int epochs(Strategy strategy) {
        Integer given = maxEpochs;
        if (given != null) {
            return given;
        }
        return strategy == Strategy.FREEZE ? FREEZE_EPOCHS : NO_FREEZE_EPOCHS;
    }
}
