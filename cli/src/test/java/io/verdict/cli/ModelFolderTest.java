package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir
    Path temporary = Path.of("");

    @Test
    void takesANewFolderAndLeavesNothingBehind() throws IOException {
        Path folder = temporary.resolve("not yet/model");
        assertThat(ModelFolder.toWrite(folder, false)).isEqualTo(folder);
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void refusesAPlaceWhereNothingCanBeMade() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> ModelFolder.toWrite(file.resolve("model"), false))
                .isInstanceOf(VerdictException.class)
                .hasMessage(file.resolve("model") + " cannot be written: no folder can be made in " + file
                        + "; name another place with --output");
    }

    @Test
    void refusesAFolderWithOtherThings() throws IOException {
        Files.writeString(temporary.resolve("letter.txt"), "");
        assertThatThrownBy(() -> ModelFolder.toWrite(temporary, true))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("exists and is no Verdict model");
    }

    @Test
    void quotesPathsAsAShellTakesThem() {
        assertThat(ModelFolder.quoted(Path.of("a/b-1.csv"))).isEqualTo("a/b-1.csv");
        assertThat(ModelFolder.quoted(Path.of("my model's"))).isEqualTo("'my model'\\''s'");
    }
}
