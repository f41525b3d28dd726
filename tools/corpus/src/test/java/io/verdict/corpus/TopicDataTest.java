package io.verdict.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is promised about the files in {@code examples/data/topics}, and how they are made. */
class TopicDataTest {
    private static final Path FOLDER = Path.of("..", "..", "examples", "data", "topics");

    @TempDir
    private Path folder;

    private static List<CSVRecord> read(String name) throws IOException {
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
        assertThat(read("train.csv")).hasSize(1900);
        assertThat(read("test.csv")).hasSize(600);
        assertThat(Files.size(FOLDER.resolve("train.csv")) + Files.size(FOLDER.resolve("test.csv")))
                .isLessThan(1_000_000);
        Map<Integer, Long> sizes = read("train.csv").stream()
                .collect(Collectors.groupingBy(row -> row.get("topics").split(",").length, Collectors.counting()));
        assertThat(sizes).isEqualTo(Map.of(1, 1326L, 2, 474L, 3, 81L, 4, 17L, 5, 2L));
    }

    @Test
    void holdsCleanTextsAndNoTwins() throws IOException {
        List<CSVRecord> rows = new ArrayList<>(read("train.csv"));
        rows.addAll(read("test.csv"));
        NearDuplicates seen = new NearDuplicates();
        Set<String> topics = new TreeSet<>();
        for (CSVRecord row : rows) {
            String text = row.get("text");
            assertThat(text).isEqualTo(text.strip()).doesNotContain("\uFFFD");
            assertThat(text.codePointCount(0, text.length())).isBetween(80, 320);
            assertThat(seen.add(text)).as(text).isTrue();
            topics.addAll(Arrays.asList(row.get("topics").split(",")));
        }
        assertThat(topics).hasSize(16);
    }

    @Test
    void readsFieldsThatGoOnInTheNextLines() throws IOException {
        Path file = Files.writeString(
                folder.resolve("Packages"),
                "Package: one\nTag: role::program, use::editing,\n works-with::text\n\nPackage: two\nTag: a\n");
        List<Map<String, String>> stanzas = new ArrayList<>();
        PackageIndex.read(file, stanzas::add);
        assertThat(stanzas)
                .containsExactly(
                        Map.of("Package", "one", "Tag", "role::program, use::editing,\nworks-with::text"),
                        Map.of("Package", "two", "Tag", "a"));
    }
}
