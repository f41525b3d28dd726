package io.verdict.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCopyTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void isNeverOverwritten() {
        Path run = folder.resolve("a/run");
        ConfigCopy.write(run, "one");
        ConfigCopy.write(run, "two");
        ConfigCopy.write(run, "one");
        ConfigCopy.write(run, "two");
        ConfigCopy.write(run, "three");
        assertThat(run.resolve("config.yaml")).hasContent("one");
        assertThat(run.resolve("config-2.yaml")).hasContent("two");
        assertThat(run.resolve("config-3.yaml")).hasContent("three");
        assertThat(run).isDirectoryNotContaining("glob:**/{.*,config-4.yaml}");
    }

    @Test
    void aFolderThatCannotBeWrittenIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> ConfigCopy.write(file, "one"))
                .isInstanceOf(VerdictException.class)
                .hasMessageStartingWith("Cannot write the config into " + file);
    }
}
