package io.verdict.trainer;

import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What of a run is kept on disk.
 *
 * @param folder the folder for the best and the last checkpoint; without it nothing is written
 * @param resume goes on from the last checkpoint in that folder, if there is one
 */
public record Checkpointing(Optional<Path> folder, boolean resume) {
    public Checkpointing {
        OptionRange.require(!resume || folder.isPresent(), "resume needs a folder for checkpoints");
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
        return builder;
    }

    /** Sets what differs from the defaults. */
    public static final class Builder {
        private Optional<Path> folder = Optional.empty();
        private boolean resume;

        private Builder() {}

        public Builder folder(Path value) {
            folder = Optional.of(value);
            return this;
        }

        public Builder resume(boolean value) {
            resume = value;
            return this;
        }

        /**
         * The options.
         *
         * @throws VerdictException if a value is out of range
         */
        public Checkpointing build() {
            return new Checkpointing(folder, resume);
        }
    }
}
