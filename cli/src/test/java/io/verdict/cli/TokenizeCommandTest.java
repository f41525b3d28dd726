package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizeCommandTest {
    @TempDir
    Path temporary;

    private Path backbone = Path.of("");

    @BeforeEach
    void makeTokenizer() throws IOException {
        backbone = TinyBackbone.in(temporary);
    }

    @Test
    void printsOneObjectALine() {
        CliRun run = CliRun.withInput("Good film!\n\nbad\n", "tokenize", "--tokenizer", backbone);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().get(0))
                .isEqualTo("{\"ids\":[2,5,7,12,3],\"tokens\":[\"[CLS]\",\"good\",\"film\",\"!\",\"[SEP]\"],"
                        + "\"offsets\":[[0,0],[0,4],[5,9],[9,10],[0,0]]}");
        assertThat(object(run, 1).getAsJsonArray("ids").toString()).isEqualTo("[2,3]");
    }

    @Test
    void countsOffsetsInCodePoints() {
        CliRun run = CliRun.withInput("\uD83D\uDE00 bad \uD83D\uDE00", "tokenize", "--tokenizer", backbone);
        assertThat(object(run, 0).getAsJsonArray("tokens").get(1).getAsString()).isEqualTo("\uD83D\uDE00");
        assertThat(object(run, 0).getAsJsonArray("offsets").toString()).isEqualTo("[[0,0],[0,1],[2,5],[6,7],[0,0]]");
    }

    @Test
    void cutsAtMaxLengthAndKeepsSpecialTokens() {
        CliRun run = CliRun.withInput(
                "good good good good", "tokenize", "--tokenizer", backbone.resolve("vocab.txt"), "--max-length", 4);
        JsonArray tokens = object(run, 0).getAsJsonArray("tokens");
        assertThat(tokens.toString()).isEqualTo("[\"[CLS]\",\"good\",\"good\",\"[SEP]\"]");
    }

    @Test
    void namesTheLineThatIsNotUtf8() {
        CliRun run = CliRun.withInput(new byte[] {'a', '\n', (byte) 0xFF}, "tokenize", "--tokenizer", backbone);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("verdict: Line 2 of standard input is not UTF-8; convert it, e.g. with iconv\n");
    }

    @Test
    void aMissingOrDamagedTokenizerIsAnError() throws IOException {
        Path missing = temporary.resolve("no such folder");
        CliRun run = CliRun.of("tokenize", "--tokenizer", missing);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("verdict: " + missing + " does not exist");
        Path damaged = Files.writeString(temporary.resolve("tokenizer.json"), "{\"model\": {");
        assertThat(CliRun.of("tokenize", "--tokenizer", damaged).err()).startsWith("verdict: " + damaged);
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        assertThat(CliRun.of("tokenize", "--tokenizer", empty).err()).contains("neither tokenizer.json nor vocab.txt");
    }

    private static JsonObject object(CliRun run, int line) {
        return JsonParser.parseString(run.lines().get(line)).getAsJsonObject();
    }
}
