package io.verdict.cli;

import io.verdict.trainer.TrainerOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The options of a training run, a group in each mixin; accepted before and after the sub-command that names the data.
 * Config files, {@code --print_config} and help go over picocli's own model of the options, so that one which is added
 * to a mixin is known to them.
 */
final class TrainingSettings {
    @Option(
            names = "--seed_everything",
            paramLabel = "N",
            defaultValue = "42",
            scope = ScopeType.INHERIT,
            description = "The seed of everything that is drawn, where no option of its own says otherwise. Default:"
                    + " ${DEFAULT-VALUE}.")
    long seedEverything;

    @Mixin
    final ModelSettings model = new ModelSettings();

    @Mixin
    final OptimizationSettings optimization = new OptimizationSettings();

    @Mixin
    final TrainerSettings trainer = new TrainerSettings();

    @Mixin
    final ValidationSettings validation = new ValidationSettings();

    @Mixin
    final CheckpointSettings checkpoints = new CheckpointSettings();

    @Mixin
    final DataSettings data = new DataSettings();

    @Mixin
    final LogSettings log = new LogSettings();

    @Mixin
    final OutputSettings output = new OutputSettings();

    /** What decides all that is drawn: {@code --trainer.seed}, or else {@code --seed_everything}. */
    long seed() {
        Long own = trainer.seed;
        return own == null ? seedEverything : own;
    }

    /**
     * What the trainer is told.
     *
     * @throws io.verdict.transformer.VerdictException if a value is out of range
     */
    TrainerOptions trainerOptions() {
        TrainerOptions.Builder options =
                TrainerOptions.builder().dropout(model.dropout).seed(seed());
        trainer.addTo(options, optimization.strategy);
        validation.addTo(options);
        checkpoints.addTo(options);
        optimization.addTo(options);
        data.addTo(options);
        return options.build();
    }
}
