package io.verdict.trainer.predict;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * How far a job is.
 *
 * @param settings what decides the rows that are written; a job with others cannot go on
 * @param rows rows of the input that are done with
 * @param broken how many of them could not be read
 * @param bytes length of the partial file behind the last of them
 * @param errorBytes the same of the errors file
 */
record JobState(String settings, long rows, long broken, long bytes, long errorBytes) {
    private static final Gson GSON = new Gson();

    static JobState start(String settings) {
        return new JobState(settings, 0, 0, 0, 0);
    }

    /** What was written, if anything was. */
    static Optional<JobState> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(GSON.fromJson(Files.readString(file), JobState.class));
        } catch (IOException | JsonParseException e) {
            throw new VerdictException(
                    "Cannot read " + file + ", which says how far the predictions are: " + e.getMessage()
                            + ". Without resuming they begin anew.",
                    e);
        }
    }

    void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, GSON.toJson(this));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
