package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are written by pyarrow, see tools/golden/parquet_files.py. */
class ParquetTableTest {
    private static final Cell NONE = new Cell.Missing();

    private static Path file(String compression) {
        return Path.of("src/test/resources/io/verdict/trainer/data", compression + ".parquet");
    }

    private static List<List<Cell>> read(Path file, String... fields) {
        try (Stream<TableRow> rows = ParquetTable.open(file).stream(List.of(fields))) {
            return rows.map(TableRow::cells).toList();
        }
    }

    private static Cell text(String text) {
        return new Cell.Text(text);
    }

    private static Cell number(double value) {
        return new Cell.Number(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "zstd", "gzip", "lz4"})
    void readsEveryCompression(String compression) {
        assertThat(read(file(compression), "label", "text"))
                .containsExactly(
                        List.of(text("x"), text("one")),
                        List.of(text("y"), text("two é 😀")),
                        List.of(NONE, text("three")),
                        List.of(text("x"), text("four")),
                        List.of(text("y"), text("five")));
    }

    @Test
    void readsEveryType() {
        assertThat(ParquetTable.open(file("snappy")).fields())
                .containsExactly("text", "label", "stars", "score", "toxic", "tags", "topic", "author.name", "small");
        assertThat(read(file("snappy"), "stars", "score", "toxic", "tags", "topic", "author.name", "small"))
                .containsExactly(
                        List.of(
                                number(1),
                                number(0.5),
                                text("true"),
                                new Cell.Many(List.of(text("p"), text("q"))),
                                text("u"),
                                text("A"),
                                number(1)),
                        List.of(
                                number(2),
                                number(1.5),
                                text("false"),
                                new Cell.Many(List.of()),
                                text("v"),
                                NONE,
                                number(0)),
                        List.of(number(3), number(2.5), NONE, NONE, text("u"), NONE, number(1)),
                        List.of(
                                number(4),
                                number(3.5),
                                text("true"),
                                new Cell.Many(List.of(text("p"))),
                                text("v"),
                                text("D"),
                                number(0)),
                        List.of(
                                NONE,
                                number(4.5),
                                text("false"),
                                new Cell.Many(List.of(NONE)),
                                text("u"),
                                text("E"),
                                number(1)));
    }

    @Test
    void makesData() {
        FileDataBuilder builder = TextClassificationData.fromParquet()
                .inputField("text")
                .targetField("topic")
                .trainFile(file("zstd"));
        TextClassificationData data = builder.load();
        assertThat(data.labels().names()).containsExactly("u", "v");
        assertThat(data.train().orElseThrow().classCounts()).containsExactly(3, 2);
        assertThatThrownBy(() -> builder.targetField("label").load())
                .isInstanceOf(VerdictException.class)
                .hasMessage(file("zstd")
                        + ", row 3: the label in column \"label\" is empty. Remove the row or give it a" + " label.");
        assertThatThrownBy(() -> builder.targetField("lable").load())
                .isInstanceOf(VerdictException.class)
                .hasMessage(
                        file("zstd") + " has no column \"lable\"; its columns are: text, label, stars, score, toxic,"
                                + " tags, topic, author.name, small. Did you mean \"label\"?");
    }

    @Test
    void tellsHowFarItIs() {
        ParquetTable table = ParquetTable.open(file("none"));
        AtomicLong bytes = new AtomicLong();
        try (Stream<TableRow> rows = table.stream(List.of("text"), bytes::set)) {
            assertThat(rows.toList()).hasSize(5);
        }
        assertThat(bytes).hasValue(table.bytes());
    }

    @Test
    void whatCannotBeReadIsAnError(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> read(file("brotli"), "text"))
                .isInstanceOf(VerdictException.class)
                .hasMessage(file("brotli") + " is compressed with BROTLI, which is not supported. Write it with snappy,"
                        + " zstd, gzip, lz4 (LZ4_RAW) or none.");
        Path csv = Files.writeString(folder.resolve("d.parquet"), "text,label\na,b\n");
        assertThatThrownBy(() -> read(csv, "text"))
                .isInstanceOf(VerdictException.class)
                .hasMessageStartingWith(csv + " cannot be read as a Parquet file: ");
        assertThatThrownBy(() -> read(folder.resolve("x.parquet"), "text"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("There is no file " + folder.resolve("x.parquet") + ".");
    }
}
