package io.verdict.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder, gone when it is closed. */
record Scratch(Path folder) implements AutoCloseable {
    static Scratch create() {
        try {
            return new Scratch(Files.createTempDirectory("verdict-benchmark"));
        } catch (IOException e) {
            throw new BenchmarkException("There is no temporary folder: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : innermostFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new BenchmarkException(folder + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
