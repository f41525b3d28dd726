package io.verdict.cli;

import io.verdict.trainer.BatchAmount;
import io.verdict.trainer.Precision;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.TrainerOptions;
import io.verdict.transformer.VerdictException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** How long a training run goes on, how much of the data it sees, and its seed. */
final class TrainerSettings {
    private static final int FREEZE_EPOCHS = 20;
    /** The epochs of the whole model. */
    private static final int WHOLE_EPOCHS = 3;

    @Option(
            names = "--trainer.max_epochs",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "How often all training texts are seen. Default: " + FREEZE_EPOCHS + " with freeze, "
                    + WHOLE_EPOCHS + " of the whole model with the others, and with --trainer.max_steps as often as"
                    + " they take.")
    @Nullable
    Integer maxEpochs;

    @Option(
            names = "--trainer.max_steps",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "End after N updates of the parameters; the learning rate's schedule ends there too. "
                    + "Default: none.")
    @Nullable
    Integer maxSteps;

    @Option(
            names = "--trainer.max_time",
            paramLabel = "TIME",
            scope = ScopeType.INHERIT,
            description = "End once the run has taken so long, resumed runs included: DD:HH:MM:SS, or 90s, 10m, "
                    + "1h30m. Default: none.")
    @Nullable
    Duration maxTime;

    @Option(
            names = "--trainer.stop_after_epochs",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "Stop early, after N of the epochs, as if interrupted: with "
                    + "--trainer.default_root_dir a later --trainer.resume goes on exactly. Default: "
                    + "max_epochs.")
    @Nullable
    Integer stopAfterEpochs;

    @Option(
            names = "--trainer.limit_train_batches",
            paramLabel = "N|SHARE",
            defaultValue = "1.0",
            scope = ScopeType.INHERIT,
            description =
                    "The batches of an epoch: 10 for ten, 0.1 for a tenth of them. Default: " + "${DEFAULT-VALUE}.")
    BatchAmount limitTrainBatches = BatchAmount.all();

    @Option(
            names = "--trainer.limit_val_batches",
            paramLabel = "N|SHARE",
            defaultValue = "1.0",
            scope = ScopeType.INHERIT,
            description = "The batches that are validated on; 0: no validation. Default: ${DEFAULT-VALUE}.")
    BatchAmount limitValBatches = BatchAmount.all();

    @Option(
            names = "--trainer.limit_test_batches",
            paramLabel = "N|SHARE",
            defaultValue = "1.0",
            scope = ScopeType.INHERIT,
            description = "The batches that are tested on. Default: ${DEFAULT-VALUE}.")
    BatchAmount limitTestBatches = BatchAmount.all();

    @Option(
            names = "--trainer.limit_predict_batches",
            paramLabel = "N|SHARE",
            defaultValue = "1.0",
            scope = ScopeType.INHERIT,
            description = "The batches of the predict file that are classified. Default: ${DEFAULT-VALUE}.")
    BatchAmount limitPredictBatches = BatchAmount.all();

    @Option(
            names = "--trainer.fast_dev_run",
            arity = "0..1",
            paramLabel = "true|N",
            defaultValue = "false",
            fallbackValue = "true",
            scope = ScopeType.INHERIT,
            description = "Try everything on one batch of each part, or on N, and write nothing: no checkpoint, "
                    + "no model. Default: ${DEFAULT-VALUE}.")
    String fastDevRun = "false";

    @Option(
            names = "--trainer.overfit_batches",
            paramLabel = "N|SHARE",
            scope = ScopeType.INHERIT,
            description = "Train on the first batches of the training texts only, in the same order in each "
                    + "epoch. A model that does not learn them by heart has a flaw. Default: off.")
    @Nullable
    BatchAmount overfitBatches;

    @Option(
            names = "--trainer.log_every_n_steps",
            paramLabel = "N",
            defaultValue = "50",
            scope = ScopeType.INHERIT,
            description = "Log each N-th update. Default: ${DEFAULT-VALUE}.")
    int logEveryNSteps;

    @Option(
            names = "--trainer.detect_anomaly",
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "false",
            fallbackValue = "true",
            scope = ScopeType.INHERIT,
            description = "Look at every number that is computed, and name the first op or parameter with one "
                    + "that is not finite. Slow. Default: ${DEFAULT-VALUE}.")
    boolean detectAnomaly;

    @Option(
            names = "--trainer.lr_find",
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "false",
            fallbackValue = "true",
            scope = ScopeType.INHERIT,
            description = "First look for a learning rate: 100 steps at rates from 1e-8 to 1. Train with the one at"
                    + " which the loss fell most steeply, and draw lr_find.png beside the model. Default:"
                    + " ${DEFAULT-VALUE}.")
    boolean lrFind;

    @Option(
            names = "--trainer.deterministic",
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "true",
            fallbackValue = "true",
            scope = ScopeType.INHERIT,
            description = "Training is always deterministic: the same settings, seed and threads give the same "
                    + "numbers on one machine. Accepted for scripts that set it; false changes nothing. "
                    + "Default: ${DEFAULT-VALUE}.")
    boolean deterministic;

    @Option(
            names = "--trainer.precision",
            paramLabel = "BITS",
            defaultValue = "32",
            scope = ScopeType.INHERIT,
            description = "The numbers computed with; 32 is the only one. Default: ${DEFAULT-VALUE}.")
    Precision precision = Precision.FLOAT32;

    @Option(
            names = "--trainer.seed",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description =
                    "Decides the order of texts, dropout, the head's first weights and val_split. Default: that of"
                            + " --seed_everything.")
    @Nullable
    Long seed;

    void addTo(TrainerOptions.Builder options, Strategy strategy) {
        options.limitTrainBatches(limitTrainBatches)
                .limitValBatches(limitValBatches)
                .limitTestBatches(limitTestBatches)
                .limitPredictBatches(limitPredictBatches)
                .logEveryNSteps(logEveryNSteps)
                .detectAnomaly(detectAnomaly)
                .precision(precision);
        if (maxEpochs != null) {
            options.maxEpochs(maxEpochs);
        } else if (maxSteps == null) {
            options.maxEpochs(strategy.equals(Strategy.FREEZE) ? FREEZE_EPOCHS : strategy.lastThaw() + WHOLE_EPOCHS);
        }
        if (maxSteps != null) {
            options.maxSteps(maxSteps);
        }
        if (maxTime != null) {
            options.maxTime(maxTime);
        }
        if (stopAfterEpochs != null) {
            options.stopAfterEpochs(stopAfterEpochs);
        }
        if (overfitBatches != null) {
            options.overfitBatches(overfitBatches);
        }
        fastDevRun(options);
    }

    private void fastDevRun(TrainerOptions.Builder options) {
        try {
            switch (fastDevRun) {
                case "true" -> options.fastDevRun(1);
                case "false" -> {}
                default -> options.fastDevRun(Integer.parseInt(fastDevRun));
            }
        } catch (NumberFormatException e) {
            throw new VerdictException(
                    "fast_dev_run is \"" + fastDevRun + "\"; it may be true, false or a number of batches", e);
        }
    }
}
