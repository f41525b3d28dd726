package io.verdict.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** What is promised about the files in {@code examples/data/spam}. */
class BundledDataTest {
    private static final Path FOLDER = Path.of("..", "..", "examples", "data", "spam");

    private static List<CSVRecord> read(String name) throws IOException {
        // Files.readString refuses bytes that are no UTF-8.
        String text = Files.readString(FOLDER.resolve(name), StandardCharsets.UTF_8);
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(text))
                .getRecords();
    }

    @Test
    void hasTheSizesTheReadmeStates() throws IOException {
        assertThat(counts("train.csv")).isEqualTo(Map.of("ham", 1400L, "spam", 700L));
        assertThat(counts("valid.csv")).isEqualTo(Map.of("ham", 240L, "spam", 120L));
        assertThat(counts("test.csv")).isEqualTo(Map.of("ham", 360L, "spam", 180L));
        long bytes = 0;
        for (String name : List.of("train.csv", "valid.csv", "test.csv")) {
            bytes += Files.size(FOLDER.resolve(name));
        }
        assertThat(bytes).isLessThan(4_000_000);
    }

    private static Map<String, Long> counts(String name) throws IOException {
        return read(name).stream().collect(Collectors.groupingBy(row -> row.get("label"), Collectors.counting()));
    }

    @Test
    void holdsCleanTextsAndNoTwins() throws IOException {
        List<CSVRecord> rows = new ArrayList<>();
        for (String name : List.of("train.csv", "valid.csv", "test.csv")) {
            rows.addAll(read(name));
        }
        NearDuplicates seen = new NearDuplicates();
        for (CSVRecord row : rows) {
            String text = row.get("text");
            assertThat(text).isEqualTo(text.strip()).doesNotContainPattern("[\\p{Cc}&&[^\\n]]|\uFFFD");
            assertThat(text.codePointCount(0, text.length())).isBetween(20, 1500);
            assertThat(seen.add(text)).as(text).isTrue();
        }
    }
}
