package io.verdict.trainer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    @TempDir
    private Path folder;

    /** The same bytes as TensorBoard's own writer: messages, lengths and checksums. */
    @Test
    void isWhatTensorBoardWrites() throws IOException {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("train_accuracy", 0.875);
        numbers.put("lr", 0.0);
        numbers.put("val_cross_entropy", 0.1804763428767481);
        Path file = folder.resolve("events");
        try (EventFile events = EventFile.create(file)) {
            events.write(EventMessage.version(1700000000.25));
            events.write(EventMessage.text(1700000000.5, "settings", "| a | b |\n|---|---|\n| größe | 名前 |\n"));
            events.write(EventMessage.numbers(1700000001.75, 123456, numbers));
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(golden());
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("events"), "mine");
        assertThatThrownBy(() -> EventFile.create(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("mine");
    }

    private static byte[] golden() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(EventFileTest.class.getResourceAsStream("/tensorboard/events.golden"))) {
            return in.readAllBytes();
        }
    }
}
