package io.verdict.benchmarks;

import io.verdict.transformer.Compute;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every benchmark, and where its report goes. */
final class Settings {
    @Option(names = "--threads", paramLabel = "N", description = "Threads of every side. Default: one a processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each side has its turn. Default: the benchmark's.")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write medians and ratios to this file.")
    private @Nullable Path json;

    /** The threads; from here on Verdict has as many. */
    int threads() {
        if (threads < 1) {
            throw new BenchmarkException("--threads is " + threads + ", must be at least 1");
        }
        Compute.setThreads(threads);
        return threads;
    }

    int rounds(int otherwise) {
        if (rounds < 0) {
            throw new BenchmarkException("--rounds is " + rounds + ", must be at least 1");
        }
        return rounds == 0 ? otherwise : rounds;
    }

    Optional<Path> json() {
        return Optional.ofNullable(json);
    }

    /** The folder of the project; {@code benchmarks/run} names it. */
    static Path home() {
        return Path.of(System.getProperty("verdict.home", "")).toAbsolutePath();
    }

    /** Prints the table, and writes the JSON if it was asked for. */
    void show(Report report) {
        say(report.text(Machine.line(threads)));
        if (json != null) {
            try {
                Path file = json.toAbsolutePath();
                Path temporary = file.resolveSibling(file.getFileName() + ".new");
                Files.writeString(temporary, report.json());
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new BenchmarkException(json + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    /** One line, or several, to standard output. */
    static void say(String text) {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(text);
    }
}
