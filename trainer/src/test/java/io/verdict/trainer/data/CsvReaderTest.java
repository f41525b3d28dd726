package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static List<TextRow> read(Path file) {
        try (Stream<TextRow> rows = new Rows(CsvTable.open(file), "text", List.of("label")).stream()) {
            return rows.toList();
        }
    }

    private static TextRow row(String text, String label, long line) {
        return new TextRow(text, List.of(new Cell.Text(label)), line);
    }

    private void assertFails(String content, String message) throws IOException {
        Path file = file("d.csv", content);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(VerdictException.class)
                .hasMessage(file + message);
    }

    @Test
    void readsColumnsInAnyOrderWithTheLineEachRowStartsOn() throws IOException {
        assertThat(read(file(
                        "d.csv",
                        "id,label,text\n1, ham ,one\n2,spam,\"two\nlines, \"\"quoted\"\"\"\n\n3,ham, three \n")))
                .containsExactly(
                        row("one", " ham ", 2), row("two\nlines, \"quoted\"", "spam", 3), row(" three ", "ham", 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsAnyKindOfLineEndWithAndWithoutTheLast(String end) throws IOException {
        List<TextRow> rows = List.of(row("a" + end + "b", "x", 2), row("c", "y", 4));
        assertThat(read(file("d.csv", "text,label\n\"a\nb\",x\nc,y\n".replace("\n", end))))
                .isEqualTo(rows);
        assertThat(read(file("d.csv", "text,label\n\"a\nb\",x\nc,y".replace("\n", end))))
                .isEqualTo(rows);
    }

    @Test
    void readsByteOrderMarkPaddedHeaderAndTabs() throws IOException {
        assertThat(read(file("d.csv", "\uFEFF text , label\na,x\n"))).containsExactly(row("a", "x", 2));
        assertThat(read(file("d.TSV", "text\tlabel\na, b\tx\n"))).containsExactly(row("a, b", "x", 2));
        assertThat(read(file("d.txt", "text,label\na\tb,x\n"))).containsExactly(row("a\tb", "x", 2));
    }

    @Test
    void readsTextsAlone() throws IOException {
        Path file = file("d.csv", "text,label\na,\n");
        CsvTable table = CsvTable.open(file);
        assertThat(table.fields()).containsExactly("text", "label");
        try (Stream<TextRow> rows = new Rows(table, "text", List.of()).stream()) {
            assertThat(rows).containsExactly(new TextRow("a", List.of(), 2));
        }
    }

    @Test
    void decodesCharactersThatLieAcrossBuffers() throws IOException {
        for (int shift = 0; shift < 4; shift++) {
            String text = "x".repeat(65_536 - 12 - shift) + "😀é".repeat(40_000);
            assertThat(read(file("d.csv", "text,label\n" + text + ",x\n"))).containsExactly(row(text, "x", 2));
        }
    }

    @Test
    void aMissingColumnListsTheColumnsAndSuggestsTheNearest() throws IOException {
        assertFails(
                "txet,label\na,x\n", " has no column \"text\"; its columns are: txet, label. Did you mean \"txet\"?");
        assertFails("review,label\na,x\n", " has no column \"text\"; its columns are: review, label.");
        assertFails("text;label\na;x\n", " has no column \"text\"; its columns are: text;label.");
        assertFails(
                "Text,label\na,x\n", " has no column \"text\"; its columns are: Text, label. Did you mean \"Text\"?");
    }

    @Test
    void badHeadersAreErrors() throws IOException {
        assertFails("", " is empty; its first line must name the columns.");
        assertFails("\uFEFF\n\n", " is empty; its first line must name the columns.");
        assertFails("text,label, text\na,x,b\n", ", line 1: the column \"text\" is there twice.");
    }

    @Test
    void raggedRowsAndEmptyFieldsAreErrorsWithTheirLine() throws IOException {
        assertFails(
                "text,label\na,x\n\"b\nc\",y\nd, e,x\n",
                ", line 5: this row has 3 fields, the header has 2: text, label."
                        + " A field that holds a separator or a line break must stand in quotation marks (\").");
        assertFails(
                "text,label\na\n",
                ", line 2: this row has 1 field, the header has 2: text, label."
                        + " A field that holds a separator or a line break must stand in quotation marks (\").");
        assertFails(
                "text,label\na,x\n\" \u00A0\n\",x\n",
                ", line 3: the text in column \"text\" is empty. Remove the row or give it a text.");
    }

    @Test
    void brokenQuotationMarksAreErrorsWithTheirLine() throws IOException {
        String rule = ": the quotation marks (\") are wrong. A quoted field ends before a separator or a line end,"
                + " and a quotation mark inside it is written twice.";
        assertFails("text,label\na,x\n\"b\" c,x\n", ", line 3" + rule);
        assertFails("text,label\na,x\nb,x\n\"c,x\nd,x\n", ", line 4" + rule);
    }

    @Test
    void aQuoteThatIsNeverClosedDoesNotFillTheMemory() throws IOException {
        Path file = file("d.csv", "text,label\na,x\n\"" + "b,x\n".repeat(5_000_000));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(VerdictException.class)
                .hasMessage(file + ", line 3: this row has more than 16777216 characters."
                        + " Is a quotation mark (\") in it not closed?");
    }

    @Test
    void bytesThatAreNotUtf8AreErrorsWithTheirLine() throws IOException {
        assertInvalid("text,label\na,x\r\ncaf".getBytes(StandardCharsets.UTF_8), 0xE9, ", line 3: the byte 0xE9");
        assertInvalid("text,label\na,x\nb".getBytes(StandardCharsets.UTF_8), 0xC0, ", line 3: the byte 0xC0");
        // A character that the end of the file cuts.
        assertInvalid("text,label\na,x\nb,".getBytes(StandardCharsets.UTF_8), 0xF0, ", line 3: the byte 0xF0");
        // The byte order mark of UTF-16.
        assertInvalid(new byte[0], 0xFF, ", line 1: the byte 0xFF");
        String before = "text,label\n" + "abcdefgh,x\n".repeat(200_000);
        assertInvalid(before.getBytes(StandardCharsets.UTF_8), 0x80, ", line 200002: the byte 0x80");
    }

    private void assertInvalid(byte[] before, int invalid, String where) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before);
        bytes.write(invalid);
        Path file = Files.write(folder.resolve("d.csv"), bytes.toByteArray());
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(VerdictException.class)
                .hasMessage(file + where + " is not valid UTF-8. Save the file as UTF-8.");
    }

    @Test
    void missingFilesAndFoldersAreErrors() {
        Path missing = folder.resolve("missing.csv");
        assertThatThrownBy(() -> read(missing))
                .isInstanceOf(VerdictException.class)
                .hasMessage("There is no file " + missing + ".");
        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(VerdictException.class)
                .hasMessage(folder + " is a folder; a file is needed.");
    }
}
