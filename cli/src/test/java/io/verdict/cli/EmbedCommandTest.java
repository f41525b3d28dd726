package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedCommandTest {
    private static final String TEXTS = "good film!\n\nbad\nthe film is very very bad, a bad bad film.\n";

    /** Sums of float32 products in another order: of 24 numbers around 1. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-5);

    @TempDir
    Path temporary;

    private Path backbone = Path.of("");

    @BeforeEach
    void makeBackbone() throws IOException {
        backbone = TinyBackbone.in(temporary);
    }

    @Test
    void printsOneVectorALine() {
        for (String pooling : List.of("cls", "mean", "pooler", "MEAN")) {
            CliRun run = CliRun.withInput(TEXTS, "embed", "--backbone", backbone, "--pooling", pooling);
            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isZero();
            assertThat(run.lines()).hasSize(4).allMatch(line -> line.startsWith("{\"embedding\": ["));
            assertThat(row(embedding(run, 0))).hasSize(TinyBackbone.HIDDEN);
        }
    }

    @Test
    void noPoolingGivesOneRowAToken() {
        CliRun run = CliRun.withInput(TEXTS, "embed", "--backbone", backbone, "--pooling", "none");
        assertThat(embedding(run, 0)).hasSize(5);
        assertThat(embedding(run, 1)).hasSize(2);
        assertThat(row(embedding(run, 2).get(1).getAsJsonArray())).hasSize(TinyBackbone.HIDDEN);
    }

    @Test
    void poolingsFollowFromTheRows() {
        JsonArray rows =
                embedding(CliRun.withInput("good film!", "embed", "--backbone", backbone, "--pooling", "none"), 0);
        List<Double> cls =
                row(embedding(CliRun.withInput("good film!", "embed", "--backbone", backbone, "--pooling", "cls"), 0));
        List<Double> mean = row(embedding(CliRun.withInput("good film!", "embed", "--backbone", backbone), 0));
        for (int i = 0; i < TinyBackbone.HIDDEN; i++) {
            assertThat(cls.get(i)).isEqualTo(rows.get(0).getAsJsonArray().get(i).getAsDouble());
            double sum = 0;
            for (JsonElement row : rows) {
                sum += row.getAsJsonArray().get(i).getAsDouble();
            }
            assertThat(mean.get(i)).isCloseTo(sum / rows.size(), ROUNDING);
        }
    }

    @Test
    void theBatchSizeDoesNotChangeTheNumbers() {
        CliRun alone = CliRun.withInput(TEXTS, "embed", "--backbone", backbone, "--batch-size", 1);
        CliRun together = CliRun.withInput(TEXTS, "embed", "--backbone", backbone, "--batch-size", 4);
        for (int line = 0; line < 4; line++) {
            List<Double> one = row(embedding(alone, line));
            List<Double> other = row(embedding(together, line));
            for (int i = 0; i < one.size(); i++) {
                assertThat(other.get(i)).isCloseTo(one.get(i), ROUNDING);
            }
        }
    }

    @Test
    void cutsATextAtTheModelsMaximumAndKeepsSpecialTokens() {
        CliRun run = CliRun.withInput("good ".repeat(100), "embed", "--backbone", backbone, "--pooling", "none");
        assertThat(embedding(run, 0)).hasSize(TinyBackbone.POSITIONS);
        CliRun fitting = CliRun.withInput(
                "good ".repeat(TinyBackbone.POSITIONS - 2), "embed", "--backbone", backbone, "--pooling", "none");
        assertThat(run.out()).isEqualTo(fitting.out());
    }

    @Test
    void takesAnotherTokenizer() throws IOException {
        Path tokenizer = Files.move(backbone.resolve("vocab.txt"), temporary.resolve("vocab.txt"));
        CliRun without = CliRun.withInput("good", "embed", "--backbone", backbone);
        assertThat(without.code()).isEqualTo(1);
        assertThat(without.err()).contains("There is no tokenizer beside").contains("--tokenizer");
        CliRun with = CliRun.withInput(
                "good", "embed", "--backbone", backbone.resolve("model.onnx"), "--tokenizer", tokenizer);
        assertThat(with.err()).isEmpty();
        assertThat(with.lines()).hasSize(1);
    }

    @Test
    void aTokenizerOfAnotherModelIsAnError() throws IOException {
        List<String> tokens = new ArrayList<>(Files.readAllLines(backbone.resolve("vocab.txt")));
        tokens.add("more");
        Files.write(backbone.resolve("vocab.txt"), tokens);
        CliRun run = CliRun.withInput("good", "embed", "--backbone", backbone);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("The tokenizer has 121 tokens").contains("knows 120");
    }

    @Test
    void anUnknownBackboneListsTheOnesThereAre() {
        CliRun run = CliRun.of("embed", "--backbone", "bert-huge-martian");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("verdict: \"bert-huge-martian\" is no embedded backbone, no folder and no file; embedded:"
                        + " sentence-transformers/all-MiniLM-L6-v2\n");
        assertThat(CliRun.of("embed", "--backbone", "bert-huge-martian", "--stacktrace")
                        .err())
                .contains("VerdictException")
                .contains("\tat io.verdict");
    }

    @Test
    void aFileThatIsNoModelIsAnError() throws IOException {
        Path file = Files.writeString(temporary.resolve("model.onnx"), "not a model");
        CliRun run = CliRun.of("inspect", file);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("verdict: ").contains("model.onnx").doesNotContain("\tat ");
    }

    private static JsonArray embedding(CliRun run, int line) {
        return JsonParser.parseString(run.lines().get(line)).getAsJsonObject().getAsJsonArray("embedding");
    }

    private static List<Double> row(JsonArray array) {
        List<Double> row = new ArrayList<>();
        array.forEach(value -> row.add(value.getAsDouble()));
        return row;
    }
}
