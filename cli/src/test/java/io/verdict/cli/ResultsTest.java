package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultsTest {
    @Test
    void aReaderThatHasGoneEndsTheRunQuietly() {
        CliRun run = writingTo("Broken pipe", "backbones");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aFullDiskIsAFailure() {
        CliRun run = writingTo("No space left on device", "backbones");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("verdict: Cannot write to standard output: No space left on device\n");
    }

    @Test
    void helpToAReaderThatHasGoneEndsQuietly() {
        CliRun run = writingTo("Broken pipe", "--help");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
    }

    private static CliRun writingTo(String failure, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(failure);
            }
        };
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new Results(broken),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                80,
                false);
        return new CliRun(Main.run(args, console), "", err.toString(StandardCharsets.UTF_8));
    }
}
