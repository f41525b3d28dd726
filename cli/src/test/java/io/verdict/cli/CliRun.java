package io.verdict.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of the command line within the test.
 *
 * @param code the exit code
 * @param out what went to standard output
 * @param err what went to standard error
 */
record CliRun(int code, String out, String err) {
    static CliRun of(Object... args) {
        return withInput("", args);
    }

    static CliRun withInput(String input, Object... args) {
        return withInput(input.getBytes(StandardCharsets.UTF_8), args);
    }

    static CliRun withInput(byte[] input, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(input),
                new Results(out),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                80,
                false);
        int code = Main.run(Stream.of(args).map(Object::toString).toArray(String[]::new), console);
        return new CliRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
