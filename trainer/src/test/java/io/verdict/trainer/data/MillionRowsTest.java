package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file several times larger than the heap is checked, counted, split and read. */
@Tag("slow")
class MillionRowsTest {
    private static final int ROWS = 1_000_000;
    /** A fraction of the file's 230 MB. */
    private static final String HEAP = "-Xmx48m";

    @TempDir
    Path folder;

    /** Runs in a JVM of its own, whose heap is small. */
    static final class SmallHeap {
        public static void main(String[] args) {
            TextClassificationData data = TextClassificationData.fromCsv()
                    .inputField("text")
                    .targetField("label")
                    .trainFile(Path.of(args[0]))
                    .valSplit(0.1)
                    .load();
            long[] read = new long[2];
            for (TextSource source :
                    List.of(data.train().orElseThrow(), data.valid().orElseThrow())) {
                source.forEach(example -> {
                    read[0]++;
                    read[1] += example.text().length();
                });
                System.out.println(source.size() + " " + source.classCounts());
            }
            System.out.println(read[0] + " " + read[1]);
        }
    }

    @Test
    void needAFewMegabytes() throws IOException, InterruptedException {
        Path file = folder.resolve("million.csv");
        long characters = write(file);
        assertThat(Files.size(file)).isGreaterThan(200_000_000);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output.lines())
                .containsExactly("900000 [600000, 300000]", "100000 [66667, 33333]", ROWS + " " + characters);
    }

    /** Every third row is spam; every tenth has a line break. */
    private static long write(Path file) throws IOException {
        Random random = new Random(5);
        long characters = 0;
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("text,label\n");
            for (int row = 0; row < ROWS; row++) {
                String text = "Row " + row + (row % 10 == 0 ? "\n" : " ") + words(random);
                characters += text.length();
                writer.append('"')
                        .append(text)
                        .append("\",")
                        .append(row % 3 == 2 ? "spam" : "ham")
                        .append('\n');
            }
        }
        return characters;
    }

    private static String words(Random random) {
        StringBuilder words = new StringBuilder();
        while (words.length() < 200) {
            words.append(Integer.toString(random.nextInt(1_000_000), 36)).append(' ');
        }
        return words.append("end").toString();
    }
}
