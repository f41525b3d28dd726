package io.verdict.trainer.report;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes a file beside its place and moves it there, so that nobody finds half a file. */
public final class ReportFile {
    /** What fills the file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    private ReportFile() {}

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
