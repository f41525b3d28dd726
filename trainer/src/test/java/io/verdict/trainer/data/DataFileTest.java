package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
    private static final String CSV = "text,label\na,x\nb,y\n";

    @TempDir
    Path folder;

    private Path gzip(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private Path zip(String name, Map<String, String> contents) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> each : contents.entrySet()) {
                out.putNextEntry(new ZipEntry(each.getKey()));
                out.write(each.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static List<String> texts(Path file) {
        try (Stream<TableRow> rows = CsvTable.open(file).stream(List.of("text"))) {
            return rows.map(row -> row.cells().get(0).text()).toList();
        }
    }

    @Test
    void gzipIsReadInPlaceWhateverItsName() throws IOException {
        assertThat(texts(gzip("d.csv.gz", CSV))).containsExactly("a", "b");
        assertThat(texts(gzip("d.csv", CSV))).containsExactly("a", "b");
        assertThat(texts(gzip("d.TSV.gz", CSV.replace(',', '\t')))).containsExactly("a", "b");
    }

    @Test
    void zipIsReadInPlace() throws IOException {
        assertThat(texts(zip("one.zip", Map.of("inner/d.tsv", CSV.replace(',', '\t')))))
                .containsExactly("a", "b");
        Map<String, String> several = new LinkedHashMap<>();
        several.put("data/", "");
        several.put("data/train.csv", CSV);
        several.put("__MACOSX/._train.csv", "x");
        several.put("data/test.csv", CSV.replace("a,", "c,"));
        Path file = zip("several.zip", several);
        assertThat(texts(Path.of(file + "!/data/test.csv"))).containsExactly("c", "b");
        assertThatThrownBy(() -> texts(file))
                .isInstanceOf(VerdictException.class)
                .hasMessage(file + " holds 2 files: data/train.csv, data/test.csv. Name one, such as " + file
                        + "!/data/train.csv.");
        assertThatThrownBy(() -> texts(Path.of(file + "!/data/tset.csv")))
                .isInstanceOf(VerdictException.class)
                .hasMessage(file + " holds no file \"data/tset.csv\"; it holds: data/train.csv, data/test.csv. Did you"
                        + " mean \"data/test.csv\"?");
    }

    @Test
    void cutFilesAreErrors() throws IOException {
        Path gzip = gzip("d.csv.gz", CSV.repeat(1000));
        byte[] bytes = Files.readAllBytes(gzip);
        Files.write(gzip, Arrays.copyOf(bytes, bytes.length - 12));
        assertThatThrownBy(() -> texts(gzip))
                .isInstanceOf(VerdictException.class)
                .hasMessageStartingWith(gzip + " cannot be read: Unexpected end of ZLIB input stream");
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), "text,label\n" + "abc,x\n".repeat(50_000));
        for (Path each : List.of(
                file,
                gzip("d.csv.gz", Files.readString(file)),
                zip("d.zip", Map.of("d.csv", Files.readString(file))))) {
            CsvTable table = CsvTable.open(each);
            AtomicLong read = new AtomicLong();
            long rows;
            try (Stream<TableRow> stream = table.stream(table.fields(), read::set)) {
                rows = stream.filter(row -> row.line() > 0).count();
            }
            assertThat(rows).isEqualTo(50_000);
            assertThat(read).hasValue(table.bytes());
        }
    }

    @Test
    void missingFilesAreErrors() {
        Path missing = folder.resolve("missing.zip");
        assertThatThrownBy(() -> texts(missing))
                .isInstanceOf(VerdictException.class)
                .hasMessage("There is no file " + missing + ".");
        assertThatThrownBy(() -> texts(Path.of(missing + "!/a.csv")))
                .isInstanceOf(VerdictException.class)
                .hasMessage("There is no file " + missing + ".");
    }
}
