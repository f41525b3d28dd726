package io.verdict.export.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A process with a long command line: ONNX Runtime recurses over it. */
class LongCommandLineTest {
    @Test
    void onnxRuntimeStarts() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starts.class.getName(),
                        "x".repeat(100_000))
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out).contains("started 1.");
    }

    /** The program. */
    static final class Starts {
        public static void main(String[] args) {
            OnnxRuntime.require("This test");
            System.out.println("started " + OnnxRuntime.version());
        }
    }
}
