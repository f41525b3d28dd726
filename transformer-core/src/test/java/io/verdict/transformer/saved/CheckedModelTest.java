package io.verdict.transformer.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedModelTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path parent;

    /** Checks a model in a process without ND4J. */
    static final class WithoutNd4j {
        private WithoutNd4j() {}

        public static void main(String[] args) throws ClassNotFoundException {
            try {
                Class.forName("org.nd4j.linalg.factory.Nd4j");
            } catch (ClassNotFoundException expected) {
                CheckedModel.of(Path.of(args[0]));
                return;
            }
            throw new IllegalStateException("ND4J is on the class path");
        }
    }

    @Test
    void loadsModelsOfTheirOwn() {
        Path folder = parent.resolve("model");
        TinyModel.create(Pooling.CLS, false, 1).save(folder, false);
        CheckedModel checked = CheckedModel.inBackground(folder).get();
        SavedModel first = checked.load();
        SavedModel second = checked.load();
        first.classifier().close();
        try (var session = second.classifier().openSession()) {
            assertThat(session.logits(TinyModel.batch())).isNotEmpty();
        }
    }

    @Test
    void throwsWhatTheOtherThreadThrew() throws Exception {
        Path folder = parent.resolve("model");
        TinyModel.create(Pooling.CLS, false, 1).save(folder, false);
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        Supplier<CheckedModel> checked = CheckedModel.inBackground(folder);
        assertThatThrownBy(checked::get)
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("tokenizer.json has 2 bytes");
    }

    @Test
    void needsNothingOfNd4j() throws Exception {
        Path folder = parent.resolve("model");
        TinyModel.create(Pooling.CLS, false, 1).save(folder, false);
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("nd4j") && !entry.contains("bytedeco"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        WithoutNd4j.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }
}
