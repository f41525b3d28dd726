package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelStudioTest {
    @TempDir
    Path folder;

    private static String task(String text, String... annotations) {
        return "{\"id\": 1, \"data\": {\"text\": \"" + text + "\"}, \"annotations\": [" + String.join(", ", annotations)
                + "], \"predictions\": []}";
    }

    private static String annotation(String more, String choices) {
        return "{\"id\": 7, " + more
                + "\"result\": [{\"id\": \"x\", \"type\": \"choices\", \"from_name\": \"sentiment\","
                + " \"to_name\": \"text\", \"value\": {\"choices\": " + choices + "}}]}";
    }

    private Path export(String... tasks) throws IOException {
        return Files.writeString(folder.resolve("export.json"), "[\n" + String.join(",\n", tasks) + "\n]");
    }

    private static List<Example> examples(TextSource source) {
        try (Stream<Example> stream = source.stream()) {
            return stream.toList();
        }
    }

    @Test
    void readsAnnotationsOfAllTasks() throws IOException {
        Path file = export(
                task("a", annotation("", "[\"Positive\"]")),
                task("b", annotation("", "[\"Negative\"]"), annotation("", "[\"Positive\"]")),
                task("c"),
                task("d", annotation("\"was_cancelled\": true, ", "[\"Negative\"]")));
        TextClassificationData data =
                TextClassificationData.fromLabelStudio().exportJson(file).load();
        assertThat(data.labels().names()).containsExactly("Negative", "Positive");
        assertThat(examples(data.train().orElseThrow()))
                .containsExactly(new Example("a", 1, 2), new Example("b", 0, 3), new Example("b", 1, 3));
        assertThat(data.test()).isEmpty();
        TextClassificationData predict =
                TextClassificationData.fromLabelStudio().predictExportJson(file).load();
        assertThat(examples(predict.predict().orElseThrow())).hasSize(4);
    }

    @Test
    void groundTruthIsTestedOn() throws IOException {
        Path file = export(
                task("a", annotation("", "[\"x\"]")),
                task("b", annotation("\"ground_truth\": false, ", "[\"y\"]")),
                task("c", annotation("\"ground_truth\": true, ", "[\"x\"]")));
        TextClassificationData data =
                TextClassificationData.fromLabelStudio().exportJson(file).load();
        assertThat(examples(data.train().orElseThrow())).hasSize(2);
        assertThat(examples(data.test().orElseThrow())).containsExactly(new Example("c", 0, 4));
    }

    @Test
    void severalChoicesAreAListOfLabelsOrAnError() throws IOException {
        Path file = export(task("a", annotation("", "[\"x\", \"y\"]")), task("b", annotation("", "[\"y\"]")));
        try (Stream<TableRow> rows =
                LabelStudioTable.open(file, null, null, true).stream(List.of(LabelStudioTable.LABEL))) {
            assertThat(rows.map(row -> row.cells().get(0)))
                    .containsExactly(
                            new Cell.Many(List.of(new Cell.Text("x"), new Cell.Text("y"))),
                            new Cell.Many(List.of(new Cell.Text("y"))));
        }
        assertThatThrownBy(() -> TextClassificationData.fromLabelStudio()
                        .exportJson(file)
                        .load())
                .isInstanceOf(VerdictException.class)
                .hasMessage(file + ", line 2: this task has 2 labels: x,y. Read the export as multi-label"
                        + " (multi_label).");
    }

    @Test
    void fieldsAndControlsAreChosenOrAskedFor() throws IOException {
        String ratings = annotation("", "[\"x\"]").replace("sentiment", "topic");
        Path file = export(task("a", annotation("", "[\"x\"]"), ratings)
                .replace("\"text\": \"a\"", "\"title\": \"t\", \"body\": \"a\""));
        assertThatThrownBy(() -> LabelStudioTable.open(file, null, null, false))
                .isInstanceOf(VerdictException.class)
                .hasMessage(file + " has 2 fields: title, body. Name one (input_field).");
        assertThatThrownBy(() -> LabelStudioTable.open(file, "bodi", null, false))
                .isInstanceOf(VerdictException.class)
                .hasMessage(file + " has no field \"bodi\"; its fields are: title, body. Did you mean \"body\"?");
        assertThatThrownBy(() -> LabelStudioTable.open(file, "body", null, false))
                .isInstanceOf(VerdictException.class)
                .hasMessage(file + " has 2 controls: sentiment, topic. Name one (target_field).");
        try (Stream<TableRow> rows = LabelStudioTable.open(file, "body", "topic", false).stream()) {
            assertThat(rows).containsExactly(new TableRow(2, List.of(new Cell.Text("a"), new Cell.Text("x"))));
        }
    }

    @Test
    void otherExportsAreErrors() throws IOException {
        Path mini = export("{\"text\": \"a\", \"sentiment\": \"x\"}");
        assertThatThrownBy(() -> LabelStudioTable.open(mini, null, null, false))
                .isInstanceOf(VerdictException.class)
                .hasMessage(mini + ", line 2: this is no Label Studio task: it has no object \"data\". Export as JSON;"
                        + " JSON_MIN is read by from_json.");
        Path unlabelled = export(task("a"));
        assertThatThrownBy(() -> TextClassificationData.fromLabelStudio()
                        .trainExportJson(unlabelled)
                        .load())
                .isInstanceOf(VerdictException.class)
                .hasMessage(unlabelled + " has no choices or ratings that could be labels.");
    }
}
