package io.verdict.trainer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.verdict.trainer.TinyModels;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Output;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in, files out, in their order. */
class PredictionJobTest {
    private static final TextClassifier MODEL = TinyModels.model(Pooling.MEAN, 1);

    @TempDir
    Path folder = Path.of("");

    @AfterAll
    static void close() {
        MODEL.close();
    }

    @Test
    void everyFormatOfTablesIsReadAlike() throws IOException {
        String expected =
                "text,label\nmy red apple," + label("my red apple") + "\nan old saw," + label("an old saw") + "\n";
        for (Path input : List.of(
                file("a.csv", "id,text\n1,my red apple\n2,an old saw\n"),
                file("a.tsv", "id\ttext\n1\tmy red apple\n2\tan old saw\n"),
                file("a.jsonl", "{\"text\": \"my red apple\"}\n{\"text\": \"an old saw\"}\n"),
                file("a.json", "[{\"text\": \"my red apple\"}, {\"text\": \"an old saw\"}]"),
                file("a.txt", "my red apple\r\nan old saw"))) {
            Path output = folder.resolve(input.getFileName() + ".out.csv");
            assertThat(PredictionJob.of(input, output).run(MODEL)).isEqualTo(new PredictionSummary(2, 0, 0));
            assertThat(output).hasContent(expected);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.{partial,progress,new}");
    }

    @Test
    void everyFormatIsWritten() throws IOException {
        Path input = file("a.txt", "my red apple\nan \"old\" saw, a drill\n");
        OutputOptions raw = OutputOptions.DEFAULT.withOutput(Output.RAW);
        Path json = folder.resolve("out.json");
        PredictionJob.of(input, json).withOptions(raw).run(MODEL);
        JsonArray rows = JsonParser.parseString(Files.readString(json)).getAsJsonArray();
        assertThat(rows).hasSize(2);
        JsonObject row = rows.get(1).getAsJsonObject();
        assertThat(row.get("text").getAsString()).isEqualTo("an \"old\" saw, a drill");
        assertThat(row.keySet()).containsExactly("text", "label", "score", "class", "logits", "probabilities");
        List<Double> logits =
                MODEL.predict(List.of("an \"old\" saw, a drill")).get(0).logits();
        assertThat(row.getAsJsonObject("logits").get("tool").getAsFloat())
                .isEqualTo(logits.get(1).floatValue());
        Path lines = folder.resolve("out.jsonl");
        PredictionJob.of(input, lines).withOptions(raw).run(MODEL);
        List<String> written = Files.readAllLines(lines);
        assertThat(JsonParser.parseString(written.get(1))).isEqualTo(row);
        Path tabs = folder.resolve("out.tsv");
        PredictionJob.of(input, tabs)
                .withOptions(OutputOptions.DEFAULT.withOutput(Output.PROBABILITIES))
                .run(MODEL);
        assertThat(Files.readAllLines(tabs).get(0)).isEqualTo("text\tfruit\ttool");
        Path none = folder.resolve("none.json");
        PredictionJob.of(file("empty.txt", ""), none).run(MODEL);
        assertThat(JsonParser.parseString(Files.readString(none)).getAsJsonArray())
                .isEmpty();
    }

    @Test
    void pairsAreTwoFields() throws IOException {
        Path input = file("p.csv", "question,id,answer\nmy red apple,1,an old saw\nthe pear,2,\n");
        Path output = folder.resolve("out.csv");
        Path errors = folder.resolve("errors.jsonl");
        PredictionJob job = PredictionJob.of(input, output)
                .withFields(List.of("question", "answer"))
                .withOptions(OutputOptions.DEFAULT.withOutput(Output.LOGITS))
                .withErrors(errors);
        assertThat(job.run(MODEL)).isEqualTo(new PredictionSummary(2, 1, 0));
        Prediction pair =
                MODEL.predict(List.of("my red apple"), List.of("an old saw")).get(0);
        assertThat(pair).isNotEqualTo(MODEL.predict(List.of("my red apple")).get(0));
        assertThat(Files.readAllLines(output))
                .containsExactly(
                        "question,answer,fruit,tool",
                        "my red apple,an old saw," + pair.logits().get(0).floatValue() + ","
                                + pair.logits().get(1).floatValue());
        assertThat(errors).content().contains("line 3: the text in column \\\"answer\\\" is empty");
        assertThatThrownBy(() -> job.withFields(List.of("a", "b", "c"))).hasMessageContaining("not a, b, c");
        assertThatThrownBy(() -> job.withFields(List.of("a", "a"))).hasMessageContaining("two different ones");
    }

    @Test
    void severalLabelsAreSeparatedByCommasOrHaveScores() throws IOException {
        Path input = file("a.txt", "my red apple\nan old saw\n");
        try (TextClassifier model = TextClassifier.onEncoder(
                TinyModels.encoder(32, 1),
                TinyModels.tokenizer(),
                Labels.multiLabel(List.of("fruit", "text", "tool")),
                Pooling.MEAN,
                16,
                1)) {
            OutputOptions all = OutputOptions.DEFAULT.withThreshold(0);
            Path table = folder.resolve("out.csv");
            PredictionJob.of(input, table).withOptions(all).run(model);
            assertThat(Files.readAllLines(table).get(1)).isEqualTo("my red apple,\"fruit,text,tool\"");
            Path lines = folder.resolve("out.jsonl");
            PredictionJob.of(input, lines)
                    .withOptions(all.withThreshold(1).withOutput(Output.RAW))
                    .run(model);
            JsonObject none =
                    JsonParser.parseString(Files.readAllLines(lines).get(0)).getAsJsonObject();
            assertThat(none.getAsJsonObject("labels").size()).isZero();
            assertThat(none.getAsJsonArray("classes")).isEmpty();
            assertThat(none.getAsJsonObject("probabilities").get("text").getAsFloat())
                    .isEqualTo(model.predict(List.of("my red apple"))
                            .get(0)
                            .probabilities()
                            .get(1)
                            .floatValue());
            // A label has the name of the texts' column.
            Path probabilities = folder.resolve("probabilities.csv");
            PredictionJob.of(input, probabilities)
                    .withOptions(all.withOutput(Output.PROBABILITIES))
                    .run(model);
            assertThat(Files.readAllLines(probabilities).get(0))
                    .isEqualTo("text,probability fruit,probability text,probability tool");
        }
    }

    @Test
    void aFieldThatWouldBeThereTwiceIsAnError() throws IOException {
        Path input = file("a.csv", "label\nan old saw\n");
        for (String output : List.of("out.csv", "out.jsonl")) {
            assertThatThrownBy(() -> PredictionJob.of(input, folder.resolve(output))
                            .withField("label")
                            .run(MODEL))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageContaining("The texts' field label would be there twice");
        }
    }

    @Test
    void anotherModelDoesNotGoOn() throws IOException {
        Path input = file("a.csv", "text\nan old saw\n  \n");
        PredictionJob job = PredictionJob.of(input, folder.resolve("out.csv")).withResume(true);
        assertThatThrownBy(() -> job.run(MODEL)).hasMessageContaining("line 3");
        try (TextClassifier other = TinyModels.model(Pooling.MEAN, 2)) {
            assertThatThrownBy(() -> job.run(other)).hasMessageContaining("was written with other settings");
        }
    }

    @Test
    void aRowThatCannotBeReadStopsWithItsLineAndTheJobGoesOnWhenItIsMended() throws IOException {
        List<String> lines = IntStream.range(0, 700).mapToObj(i -> "a saw " + i).toList();
        Path input = file("a.csv", "text\n" + String.join("\n", lines).replace("a saw 600\n", "\"\"\n"));
        Path output = folder.resolve("out.json");
        PredictionJob job = PredictionJob.of(input, output).withResume(true);
        assertThatThrownBy(() -> job.run(MODEL))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("a.csv, line 602: the text in column \"text\" is empty. Mend it and resume");
        assertThat(output).doesNotExist();
        Path partial = folder.resolve("out.json.partial");
        // As if the machine had stopped in the middle of a row.
        Files.writeString(partial, Files.readString(partial) + ",\n{\"text\": \"a sa");
        Files.writeString(input, "text\n" + String.join("\n", lines));
        assertThat(job.run(MODEL)).isEqualTo(new PredictionSummary(700, 0, 600));
        Path whole = folder.resolve("whole.json");
        PredictionJob.of(input, whole).run(MODEL);
        assertThat(output).hasSameBinaryContentAs(whole);
        assertThat(job.run(MODEL).rows()).isZero();
        assertThat(output).hasSameBinaryContentAs(whole);
    }

    @Test
    void rowsThatCannotBeReadGoToTheErrorsFileWhenAsked() throws IOException {
        Path input = file("a.csv", "id,text\n1,my red apple\n2, \n3,an old saw,more\n4,an old saw\n");
        Path output = folder.resolve("out.csv");
        Path errors = folder.resolve("errors.jsonl");
        PredictionSummary summary =
                PredictionJob.of(input, output).withErrors(errors).run(MODEL);
        assertThat(summary).isEqualTo(new PredictionSummary(4, 2, 0));
        assertThat(Files.readAllLines(output))
                .containsExactly(
                        "text,label", "my red apple," + label("my red apple"), "an old saw," + label("an old saw"));
        List<String> told = Files.readAllLines(errors);
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).contains("a.csv, line 3", "is empty");
        assertThat(told.get(1)).contains("a.csv, line 4");
    }

    /** Objects of an array whose text is none, and lines that are no JSON: what follows each of them is read. */
    @Test
    void whatFollowsABrokenRowOfJsonIsRead() throws IOException {
        Path array = file("a.json", """
                [{"text": "my red apple"},
                 {"text": {"text": "inside"}, "more": [1, {"a": 2}]},
                 {"text": "an old saw"}, {"text": 1e400}, {"text": ["x", {"y": [3]}]},
                 {"text": "the end"}]
                """);
        Path lines = file("a.jsonl", """
                {"text": "my red apple"}
                {"text": "an old
                {"text": "an old saw"} {}
                [1]
                {"text": "an old saw"}
                {"text": "the end"}
                """);
        for (Path input : List.of(array, lines)) {
            Path output = folder.resolve(input.getFileName() + ".txt.csv");
            Path errors = folder.resolve(input.getFileName() + ".errors.jsonl");
            assertThat(PredictionJob.of(input, output).withErrors(errors).run(MODEL))
                    .isEqualTo(new PredictionSummary(6, 3, 0));
            assertThat(Files.readAllLines(output).stream().skip(1).map(line -> line.split(",", -1)[0]))
                    .containsExactly("my red apple", "an old saw", "the end");
            assertThat(Files.readAllLines(errors)).hasSize(3).allMatch(line -> line.matches("\\{\"line\":[2-4],.*"));
        }
    }

    /** Where the next row begins cannot be told: nothing is made up. */
    @Test
    void wrongQuotationMarksEndTheJobAndWhatWasWrittenStays() throws IOException {
        String before = "an old saw\n".repeat(1200);
        Path input = file("a.csv", "text\n" + before + "\"He said \"hello\" to me\"\nthe end\n");
        Path output = folder.resolve("out.csv");
        PredictionJob job = PredictionJob.of(input, output)
                .withErrors(folder.resolve("e.jsonl"))
                .withResume(true);
        assertThatThrownBy(() -> job.run(MODEL))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("a.csv, line 1202: the quotation marks");
        assertThat(output).doesNotExist();
        assertThatThrownBy(() -> job.withResume(false).run(MODEL))
                .hasMessageContaining("an interrupted job has left it");
        Files.writeString(input, "text\n" + before + "\"He said \"\"hello\"\" to me\"\nthe end\n");
        assertThat(job.run(MODEL)).isEqualTo(new PredictionSummary(1202, 0, 1024));
        assertThat(Files.readAllLines(output)).hasSize(1203);
    }

    @Test
    void filesMustBeDifferent() throws IOException {
        Path input = file("a.csv", "text\nan old saw\n");
        Path output = folder.resolve("out.csv");
        for (Path errors : List.of(input, output, folder.resolve("out.csv.partial"))) {
            assertThatThrownBy(() -> PredictionJob.of(input, output)
                            .withErrors(errors)
                            .withOverwrite(true)
                            .run(MODEL))
                    .hasMessageContaining("is named twice");
        }
        assertThat(input).hasContent("text\nan old saw\n");
    }

    @Test
    void overwritingDoesACompleteJobAgain() throws IOException {
        Path input = file("a.csv", "text\nan old saw\n");
        PredictionJob job = PredictionJob.of(input, folder.resolve("out.csv")).withResume(true);
        assertThat(job.run(MODEL).rows()).isOne();
        assertThat(job.run(MODEL).rows()).isZero();
        assertThat(job.withOverwrite(true).run(MODEL).rows()).isOne();
    }

    @Test
    void nothingIsOverwrittenUnasked() throws IOException {
        Path input = file("a.txt", "an old saw\n");
        Path output = file("out.csv", "mine");
        assertThatThrownBy(() -> PredictionJob.of(input, output).run(MODEL))
                .hasMessageContaining(output + " is there already");
        assertThat(output).hasContent("mine");
        PredictionJob.of(input, output).withOverwrite(true).run(MODEL);
        assertThat(Files.readAllLines(output)).hasSize(2);
        assertThatThrownBy(() -> PredictionJob.of(input, folder.resolve("out.xls")))
                .hasMessageContaining("must end in .csv, .tsv, .jsonl or .json");
        assertThatThrownBy(() ->
                        PredictionJob.of(input, folder.resolve("no/out.csv")).run(MODEL))
                .hasMessageContaining("There is no folder");
        assertThatThrownBy(() -> PredictionJob.of(file("b.csv", "txt\na\n"), folder.resolve("b.out.csv"))
                        .run(MODEL))
                .hasMessageContaining("Did you mean \"txt\"?");
    }

    @Test
    void otherSettingsDoNotGoOn() throws IOException {
        Path input = file("a.csv", "text\nan old saw\n  \n");
        PredictionJob job = PredictionJob.of(input, folder.resolve("out.csv")).withResume(true);
        assertThatThrownBy(() -> job.run(MODEL)).hasMessageContaining("line 3");
        assertThatThrownBy(() -> job.withOptions(OutputOptions.DEFAULT.withOutput(Output.LOGITS))
                        .run(MODEL))
                .hasMessageContaining("was written with other settings");
    }

    private static String label(String text) {
        return MODEL.predict(List.of(text)).get(0).label();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
