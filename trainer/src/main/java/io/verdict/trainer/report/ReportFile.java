package io.verdict.trainer.report;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a file beside its place and moves it there, so that nobody finds half a file. */
public final class ReportFile {
    /** What fills the file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ReportFile.class);

    private ReportFile() {}

    /**
     * Writes a picture or page that this machine may not be able to draw, one with a Java without fonts, say: it is left
     * out then, with a warning. Numbers are never lost because of it.
     *
     * @return whether it was written
     * @throws VerdictException if it could be drawn and not be written
     */
    static boolean draw(Path file, Content picture) {
        try {
            write(file, picture);
            return true;
        } catch (VerdictException e) {
            throw e;
        } catch (RuntimeException | LinkageError | InternalError e) {
            LOG.warn("{} is left out, it cannot be drawn on this machine: {}", file.getFileName(), e.toString());
            LOG.debug("The reason in full", e);
            return false;
        }
    }

    /**
     * Writes the file; its folders are made.
     *
     * @throws VerdictException if that fails; a file that was there is then as it was
     */
    public static void write(Path file, Content content) {
        Path parent = file.toAbsolutePath().getParent();
        try {
            Path folder = parent == null ? Path.of("/") : Files.createDirectories(parent);
            // Chart libraries add a suffix unless the name already has it, so the temporary name keeps it. It is no
            // file
            // of createTempFile, which nobody else may read: the report's readers are those of other new files.
            Path temporary = folder.resolve(".writing-" + UUID.randomUUID() + "-" + file.getFileName());
            try {
                Files.createFile(temporary);
                content.writeTo(temporary);
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new VerdictException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
