package io.verdict.cli;

import io.verdict.trainer.TrainerOptions;
import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What of a training run is kept on disk, and whether it goes on from there. */
final class CheckpointSettings {
    private static final String RESCUE = "verdict-run";

    @Option(
            names = "--trainer.default_root_dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where the best and the last checkpoint go. Default: none are written, but for a run "
                    + "that is interrupted (Ctrl-C, SIGTERM): its checkpoint goes to verdict-run, or "
                    + "verdict-run-2 and so on.")
    @Nullable
    Path defaultRootDir;

    @Option(
            names = "--trainer.resume",
            arity = "0..1",
            paramLabel = "auto",
            defaultValue = "false",
            fallbackValue = "auto",
            scope = ScopeType.INHERIT,
            description = "Go on from the last checkpoint in that folder, exactly where it was written, or "
                    + "begin if there is none yet; false: begin in any case. Default: ${DEFAULT-VALUE}.")
    String resume = "false";

    @Option(
            names = "--trainer.checkpoint_every_n_steps",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "Write the last checkpoint after each N updates too, not only after validations, "
                    + "epochs and interruptions. Default: no.")
    @Nullable
    Integer checkpointEveryNSteps;

    void addTo(TrainerOptions.Builder options) {
        switch (resume) {
            case "auto", "true" -> options.resume(true);
            case "false" -> {}
            default -> throw new VerdictException("resume is \"" + resume + "\"; it may be auto or false");
        }
        if (defaultRootDir != null) {
            options.checkpoints(defaultRootDir);
        } else {
            options.checkpointsIfInterrupted(ModelFolder.firstFree(RESCUE));
        }
        if (checkpointEveryNSteps != null) {
            options.checkpointEveryNSteps(checkpointEveryNSteps);
        }
    }
}
