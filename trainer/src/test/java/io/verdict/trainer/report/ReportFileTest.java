package io.verdict.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    @TempDir
    private Path folder;

    @Test
    void replacesAFileAndMakesItsFolders() throws IOException {
        Path file = folder.resolve("a").resolve("b.txt");
        ReportFile.write(file, temporary -> Files.writeString(temporary, "old"));
        ReportFile.write(file, temporary -> Files.writeString(temporary, "new"));
        assertThat(file).hasContent("new");
        assertThat(folder.resolve("a").toFile().list()).containsExactly("b.txt");
    }

    @Test
    void aFailureLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("b.txt"), "old");
        assertThatThrownBy(() -> ReportFile.write(file, temporary -> {
                    Files.writeString(temporary, "half");
                    throw new IOException("disk full");
                }))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Cannot write " + file + ": disk full");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("b.txt");
    }

    /** Whoever may read other new files may read a report. */
    @Test
    void hasThePermissionsOfOtherNewFiles() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path other = Files.writeString(folder.resolve("other.txt"), "");
        Path file = folder.resolve("b.txt");
        ReportFile.write(file, temporary -> Files.writeString(temporary, "text"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
    }
}
