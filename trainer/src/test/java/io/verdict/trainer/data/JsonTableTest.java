package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTableTest {
    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("d.json"), content);
    }

    private static List<TableRow> read(Path file, String field, String... wanted) {
        try (Stream<TableRow> rows = JsonTable.open(file, field).stream(List.of(wanted))) {
            return rows.toList();
        }
    }

    private void assertFails(String content, String field, String message) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> read(file, field, "text"))
                .isInstanceOf(VerdictException.class)
                .hasMessage(file + message);
    }

    private static Cell text(String text) {
        return new Cell.Text(text);
    }

    @Test
    void readsJsonLines() throws IOException {
        Path file = file("\uFEFF{\"text\": \"a\\nb \\u00e9\", \"n\": 1, \"x\": {\"y\": [1]}}\n\n"
                + "{\"n\": 2.5, \"text\": \"c\"}\r\n{\"text\": null, \"n\": true}");
        assertThat(JsonTable.open(file, "").fields()).containsExactly("text", "n", "x.y");
        assertThat(read(file, "", "n", "text"))
                .containsExactly(
                        new TableRow(1, List.of(new Cell.Number(1), text("a\nb é"))),
                        new TableRow(3, List.of(new Cell.Number(2.5), text("c"))),
                        new TableRow(4, List.of(text("true"), new Cell.Missing())));
        assertThat(read(file, "", "x.y"))
                .containsExactly(
                        new TableRow(1, List.of(new Cell.Many(List.of(new Cell.Number(1))))),
                        new TableRow(3, List.of(new Cell.Missing())),
                        new TableRow(4, List.of(new Cell.Missing())));
    }

    @Test
    void readsAnArrayAtTheTopAndUnderAField() throws IOException {
        List<TableRow> rows = List.of(
                new TableRow(3, List.of(text("a"), new Cell.Many(List.of(text("x"), text("y"))))),
                new TableRow(6, List.of(text("b"), new Cell.Many(List.of()))));
        String array =
                "\n[\n  {\"text\": \"a\",\n   \"tags\": [\"x\", \"y\"]},\n\n  {\"tags\": [], \"text\": \"b\"}\n]";
        assertThat(read(file(array), "", "text", "tags")).isEqualTo(rows);
        assertThat(read(
                        file("{\"version\": {\"data\": 1}, \"data\":" + array + ", \"more\": 1}"),
                        "data",
                        "text",
                        "tags"))
                .isEqualTo(rows);
    }

    @Test
    void wrongFieldsListTheFieldsAndSuggestTheNearest() throws IOException {
        assertFails(
                "{\"txet\": \"a\", \"label\": \"b\"}\n",
                "",
                " has no field \"text\"; its fields are: txet, label. Did you mean \"txet\"?");
        assertFails("{\"data\": []}", "rows", " has no field \"rows\" with the rows.");
        assertFails("{\"data\": 1}", "data", ", line 1: the field \"data\" is no array of rows.");
    }

    @Test
    void brokenJsonIsAnErrorWithItsLine() throws IOException {
        String good = "{\"text\": \"a\"}\n".repeat(1500);
        assertFails(
                good + "{\"text\": \"b}\n",
                "",
                ", line 1501, column 13: this is not valid JSON (Unterminated string).");
        assertFails(good + "{\"text\": 'b'}\n", "", ", line 1501, column 11: this is not valid JSON.");
        assertFails(
                good + "{\"text\": \"b\"} {\"text\": \"c\"}\n", "", ", line 1501, column 16: this is not valid JSON.");
        assertFails(good + "[1]\n", "", ", line 1501: a row must be an object, {...}; this is an array.");
        assertFails(
                good + "{\"text\": \"b\", \"text\": \"c\"}\n", "", ", line 1501: the field \"text\" is there twice.");
        assertFails(
                good + "{\"text\": {\"b\": 1}}\n",
                "",
                ", line 1501: the field \"text\" holds an object. Name a field inside it, such as \"text.text\".");
        assertFails(
                "[" + good.replace("}\n", "},\n") + "{\"text\": \"b}\n]\n",
                "",
                ", line 1501, column 11: this is not valid JSON (Unescaped control characters (\\u0000-\\u001F) are not"
                        + " allowed in strict mode).");
        assertFails(
                "{\n \"text\": \"a\"\n}",
                "",
                ", line 1, column 2: this is not valid JSON (End of input). JSON Lines have one whole object on each"
                        + " line; if the rows are an array under a field, name the field.");
    }

    @Test
    void bytesThatAreNotUtf8AreErrorsWithTheirLine() throws IOException {
        Path file = folder.resolve("d.json");
        byte[] bytes = "{\"text\": \"a\"}\n{\"text\": \"?\"}".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 3] = (byte) 0xE9;
        Files.write(file, bytes);
        assertThatThrownBy(() -> read(file, "", "text"))
                .isInstanceOf(VerdictException.class)
                .hasMessage(file + ", line 2: the byte 0xE9 is not valid UTF-8. Save the file as UTF-8.");
    }

    @Test
    void emptyFilesAreErrors() throws IOException {
        for (String content : List.of("", "\n\n", "[]")) {
            Path file = file(content);
            assertThatThrownBy(() -> read(file, "", "text"))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage("There are no rows in " + file + ".");
        }
    }
}
