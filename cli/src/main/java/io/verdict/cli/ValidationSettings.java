package io.verdict.cli;

import io.verdict.trainer.BatchAmount;
import io.verdict.trainer.Monitor;
import io.verdict.trainer.TrainerOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** When a training run validates, what it calls best, and when it stops early. */
final class ValidationSettings {
    @Option(
            names = "--trainer.val_check_interval",
            paramLabel = "N|SHARE",
            defaultValue = "1.0",
            scope = ScopeType.INHERIT,
            description = "Validate after each N batches of an epoch, or after each such share of it: 0.25 for "
                    + "four times an epoch. Default: ${DEFAULT-VALUE}.")
    BatchAmount valCheckInterval = BatchAmount.all();

    @Option(
            names = "--trainer.check_val_every_n_epoch",
            paramLabel = "N",
            defaultValue = "1",
            scope = ScopeType.INHERIT,
            description = "Validate in each N-th epoch only. Default: ${DEFAULT-VALUE}.")
    int checkValEveryNEpoch;

    @Option(
            names = "--trainer.monitor",
            paramLabel = "NAME",
            defaultValue = "val_loss",
            scope = ScopeType.INHERIT,
            description = "What tells the best state, which is kept: val_loss, val_accuracy, val_f1, train_loss "
                    + "or train_accuracy. Default: ${DEFAULT-VALUE}.")
    Monitor monitor = Monitor.VAL_LOSS;

    @Option(
            names = "--trainer.monitor_mode",
            paramLabel = "min|max",
            scope = ScopeType.INHERIT,
            description = "Whether less or more of it is better. Default: less of a loss, more of the others.")
    Monitor.@Nullable Mode monitorMode;

    @Option(
            names = "--trainer.early_stopping_patience",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description =
                    "Stop after N validations in a row without a better value of the monitor. Default: " + "never.")
    @Nullable
    Integer earlyStoppingPatience;

    @Option(
            names = "--trainer.early_stopping_min_delta",
            paramLabel = "D",
            defaultValue = "0",
            scope = ScopeType.INHERIT,
            description = "By how much a value must be better to count as better for stopping. Default: "
                    + "${DEFAULT-VALUE}.")
    double earlyStoppingMinDelta;

    void addTo(TrainerOptions.Builder options) {
        options.valCheckInterval(valCheckInterval)
                .checkValEveryNEpoch(checkValEveryNEpoch)
                .monitor(monitor)
                .earlyStoppingMinDelta(earlyStoppingMinDelta);
        if (monitorMode != null) {
            options.monitorMode(monitorMode);
        }
        if (earlyStoppingPatience != null) {
            options.earlyStoppingPatience(earlyStoppingPatience);
        }
    }
}
