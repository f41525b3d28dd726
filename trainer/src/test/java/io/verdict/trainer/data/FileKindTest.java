package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verdict.trainer.data.FileKind.Format;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {
    @TempDir
    Path folder;

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static List<String> texts(Table table) {
        try (Stream<TableRow> rows = table.stream(List.of("text"))) {
            return rows.map(row -> row.cells().get(0).text()).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.csv, csv",
        "a.TSV, tsv",
        "a.json.gz, json",
        "a.jsonl, json",
        "a.parquet, parquet",
        "a.txt, txt",
        "a.csv.txt, txt"
    })
    void namesSayWhatFilesAre(String name, String id) {
        assertThat(Format.ofName(Path.of(name))).contains(Format.fromId(id));
    }

    @Test
    void otherNamesSayNothing() throws IOException {
        assertThat(Format.ofName(Path.of("csv"))).isEmpty();
        Path file = write("a.data", "text\na\n");
        assertThatExceptionOfType(VerdictException.class)
                .isThrownBy(() -> FileKind.BY_NAME.open(file))
                .withMessageContainingAll(file.toString(), "must end in .csv", "file_format");
        assertThat(texts(new FileKind(Optional.of(Format.CSV), "").open(file))).containsExactly("a");
    }

    @Test
    void whatIsToldCountsMoreThanTheName() throws IOException {
        Path file = write("a.csv", "text\tn\na,b\t1\n");
        assertThat(texts(new FileKind(Optional.of(Format.TSV), "").open(file))).containsExactly("a,b");
        Path lines = write("b.csv", "text\na,b\n");
        assertThat(texts(new FileKind(Optional.of(Format.TXT), "").openTexts(lines)))
                .containsExactly("text", "a,b");
    }

    @Test
    void aTextFileIsOneOfTextsOnlyWhereNoLabelsAreRead() throws IOException {
        Path file = write("a.txt", "text,label\na,b\n");
        assertThat(FileKind.BY_NAME.open(file).fields()).containsExactly("text", "label");
        assertThat(texts(FileKind.BY_NAME.openTexts(file))).containsExactly("text,label", "a,b");
    }

    @Test
    void rowsMayLieUnderAField() throws IOException {
        Path file = write("a.json", "{\"rows\": [{\"text\": \"a\"}]}");
        assertThat(texts(FileKind.jsonUnder("rows").open(file))).containsExactly("a");
        assertThat(texts(new FileKind(Optional.empty(), "rows").open(file))).containsExactly("a");
        Path csv = write("a.csv", "text\na\n");
        assertThatExceptionOfType(VerdictException.class)
                .isThrownBy(() -> new FileKind(Optional.empty(), "rows").open(csv))
                .withMessageContaining("a.csv: rows_field names a field of a JSON file, but this is csv by its name");
        assertThatExceptionOfType(VerdictException.class)
                .isThrownBy(() -> new FileKind(Optional.of(Format.TSV), "rows"))
                .withMessageContaining("the format is tsv");
    }
}
