package io.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One file, one idea: no Java source of any module is longer than 500 lines. */
class FileLengthTest {
    private static final int MOST = 500;

    @Test
    void noSourceIsTooLong() throws IOException {
        Path root = Path.of("").toAbsolutePath().resolve("..").normalize();
        List<Path> sources = new ArrayList<>();
        List<String> tooLong = new ArrayList<>();
        for (Path file : javaFiles(root)) {
            sources.add(file);
            long lines = lines(file);
            if (lines > MOST) {
                tooLong.add(root.relativize(file) + ": " + lines + " lines");
            }
        }
        assertThat(sources).as("sources under " + root).hasSizeGreaterThan(100);
        assertThat(sources).anyMatch(file -> file.startsWith(root.resolve("tokenizer/src/test")));
        assertThat(tooLong).as("split these: more than " + MOST + " lines").isEmpty();
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> {
                        String path = root.relativize(file).toString();
                        return path.contains("src") && !path.contains("target");
                    })
                    .toList();
        }
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }
}
