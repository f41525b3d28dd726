package io.verdict.transformer.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path parent;

    @Test
    void bringsTheOldFolderBackWhenTheNewOneCannotTakeItsPlace() throws IOException {
        Path target = Files.createDirectory(parent.resolve("target"));
        Files.writeString(target.resolve("old"), "old");
        Path aside = parent.resolve("aside");
        assertThatThrownBy(() -> AtomicFolder.moveIntoPlace(parent.resolve("missing"), target, aside))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(target.resolve("old")).hasContent("old");
        assertThat(aside).doesNotExist();
    }

    /** Deleting the working folder then would delete the only copy of what was there. */
    @Test
    void knowsAnOldFolderThatCouldNotBeBroughtBack() throws IOException {
        Path target = parent.resolve("target");
        Path fresh = Files.createDirectory(parent.resolve("fresh"));
        assertThat(AtomicFolder.isStranded(fresh, target)).isFalse();
        Files.createDirectory(fresh.resolve("previous"));
        assertThat(AtomicFolder.isStranded(fresh, target)).isTrue();
        Files.createDirectory(target);
        assertThat(AtomicFolder.isStranded(fresh, target)).isFalse();
    }

    @Test
    void leavesNothingWhenTheContentFails() throws IOException {
        assertThatThrownBy(() -> AtomicFolder.write(parent.resolve("target"), fresh -> {
                    Files.writeString(fresh.resolve("half"), "half");
                    throw new IOException("disk full");
                }))
                .hasMessage(parent.resolve("target") + " cannot be written: IOException disk full");
        assertThat(parent).isEmptyDirectory();
    }
}
