package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a run is kept on disk.
 *
 * @param folder the folder for the best and the last checkpoint; without it nothing is written
 * @param resume goes on from the last checkpoint in that folder, if there is one
 * @param ifInterrupted where the checkpoints of a run go that has no such folder and is interrupted
 * @param everySteps also writes the last checkpoint after each so many updates, not only after each epoch and validation
 */
public record Checkpointing(
        Optional<Path> folder, boolean resume, Optional<Path> ifInterrupted, OptionalInt everySteps) {
    public Checkpointing {
        OptionRange.require(
                !resume || folder.isPresent(), "resume needs a folder for checkpoints; give default_root_dir");
        OptionRange.require(
                everySteps.isEmpty() || folder.isPresent(),
                "checkpoint_every_n_steps needs a folder for checkpoints; give default_root_dir");
        OptionRange.require(
                everySteps.orElse(1) >= 1,
                "checkpoint_every_n_steps is " + everySteps.orElse(1) + ", must be at least 1");
    }

    /** The defaults: nothing is written. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.folder = folder;
        builder.resume = resume;
        builder.ifInterrupted = ifInterrupted;
        builder.everySteps = everySteps;
        return builder;
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private Optional<Path> folder = Optional.empty();
        private boolean resume;
        private Optional<Path> ifInterrupted = Optional.empty();
        private OptionalInt everySteps = OptionalInt.empty();

        private Builder() {}

        public Builder folder(Path value) {
            folder = Optional.of(value);
            return this;
        }

        public Builder resume(boolean value) {
            resume = value;
            return this;
        }

        public Builder ifInterrupted(Path value) {
            ifInterrupted = Optional.of(value);
            return this;
        }

        public Builder everySteps(int value) {
            everySteps = OptionalInt.of(value);
            return this;
        }

        /**
         * The options.
         *
         * @throws VerdictException if a value is out of range
         */
        public Checkpointing build() {
            return new Checkpointing(folder, resume, ifInterrupted, everySteps);
        }
    }
}
