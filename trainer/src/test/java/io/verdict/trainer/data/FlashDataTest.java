package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The acceptance cases of Flash's tests on data: each source, with one label a text and with several. */
class FlashDataTest {
    private record Row(String sentence, List<String> labels) {}

    private static final List<Row> ONE = List.of(
            new Row("this is a sentence one", List.of("positive")),
            new Row("this is a sentence two", List.of("neutral")),
            new Row("this is a sentence three", List.of("negative")));
    private static final List<Row> SEVERAL = List.of(
            new Row("this is a sentence one", List.of("positive", "long")),
            new Row("this is a sentence two", List.of()),
            new Row("this is a sentence three", List.of("negative")));

    @TempDir
    private Path folder;

    /** The builder of a source with three rows for each of training, validation, test and prediction. */
    private DataBuilder<?> source(String kind, List<Row> rows, boolean several) throws IOException {
        if (kind.equals("lists")) {
            List<String> texts = rows.stream().map(Row::sentence).toList();
            List<?> targets = rows.stream().map(row -> target(row, several)).toList();
            return TextClassificationData.fromLists()
                    .train(texts, targets)
                    .valid(texts, targets)
                    .test(texts, targets)
                    .predict(texts);
        }
        if (kind.equals("records")) {
            return TextClassificationData.fromRecords(Row.class)
                    .input(Row::sentence)
                    .target(row -> target(row, several))
                    .train(rows)
                    .valid(rows)
                    .test(rows)
                    .predict(rows);
        }
        Path file = Files.writeString(folder.resolve("data." + kind), content(kind, rows, several));
        FileDataBuilder files =
                kind.equals("jsonl") ? TextClassificationData.fromJson() : TextClassificationData.fromCsv();
        if (several) {
            // In a column of commas no label at all must be meant.
            files.targetForm(kind.equals("jsonl") ? TargetForm.LABELS : TargetForm.COMMA);
        }
        return files.inputField("sentence")
                .targetField("label")
                .trainFile(file)
                .validFile(file)
                .testFile(file)
                .predictFile(file);
    }

    private static Object target(Row row, boolean several) {
        return several ? row.labels() : row.labels().get(0);
    }

    private static String content(String kind, List<Row> rows, boolean several) {
        if (kind.equals("jsonl")) {
            return rows.stream()
                    .map(row -> "{\"sentence\": \"" + row.sentence() + "\", \"label\": "
                            + (several
                                    ? row.labels().stream()
                                            .map(label -> "\"" + label + "\"")
                                            .collect(Collectors.joining(", ", "[", "]"))
                                    : "\"" + row.labels().get(0) + "\"")
                            + "}\n")
                    .collect(Collectors.joining());
        }
        String separator = kind.equals("tsv") ? "\t" : ",";
        return "sentence" + separator + "label\n"
                + rows.stream()
                        .map(row -> row.sentence() + separator + "\"" + String.join(",", row.labels()) + "\"\n")
                        .collect(Collectors.joining());
    }

    private static List<Example> examples(TextSource source) {
        List<Example> examples = new ArrayList<>();
        source.forEach(examples::add);
        return examples;
    }

    @ParameterizedTest
    @CsvSource({
        "csv,false",
        "tsv,false",
        "jsonl,false",
        "lists,false",
        "records,false",
        "csv,true",
        "tsv,true",
        "jsonl,true",
        "lists,true",
        "records,true"
    })
    void everySourceGivesTextAndTargetAndPredictionTextOnly(String kind, boolean several) throws IOException {
        List<Row> rows = several ? SEVERAL : ONE;
        TextClassificationData data = source(kind, rows, several).load();
        assertThat(data.multiLabel()).isEqualTo(several);
        assertThat(data.numClasses()).isEqualTo(3);
        assertThat(data.labels().names())
                .containsExactlyElementsOf(
                        several ? List.of("long", "negative", "positive") : List.of("negative", "neutral", "positive"));
        List<Target> targets = rows.stream()
                .<Target>map(row -> {
                    List<Integer> indices = row.labels().stream()
                            .map(label -> data.labels().index(label).orElseThrow())
                            .toList();
                    return several ? new Target.Several(indices) : new Target.One(indices.get(0));
                })
                .toList();
        for (TextSource source : List.of(
                data.train().orElseThrow(),
                data.valid().orElseThrow(),
                data.test().orElseThrow())) {
            assertThat(examples(source)).extracting(Example::target).containsExactlyElementsOf(targets);
            assertThat(examples(source))
                    .extracting(Example::text)
                    .containsExactlyElementsOf(rows.stream().map(Row::sentence).toList());
        }
        assertThat(examples(data.predict().orElseThrow()))
                .hasSize(3)
                .allMatch(example -> example.target().equals(Target.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "tsv"})
    void negativeNeutralPositiveAreThreeSortedClasses(String kind) throws IOException {
        TextClassificationData data = source(kind, ONE, false).load();
        assertThat(data.numClasses()).isEqualTo(3);
        assertThat(data.labels().names()).containsExactly("negative", "neutral", "positive");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHundredRowsAndAFifthAreEightyAndTwenty(boolean several) {
        List<String> texts = IntStream.range(0, 100).mapToObj(i -> "text " + i).toList();
        List<?> targets = IntStream.range(0, 100)
                .mapToObj(i -> {
                    String label = i % 3 == 0 ? "a" : "b";
                    return several ? List.of(label, i % 10 == 0 ? "c" : label) : label;
                })
                .toList();
        ListDataBuilder lists = TextClassificationData.fromLists().train(texts, targets);
        TextClassificationData data = lists.valSplit(0.2).load();
        assertThat(data.train().orElseThrow().size()).isEqualTo(80);
        assertThat(data.valid().orElseThrow().size()).isEqualTo(20);
        if (several) {
            assertThat(data.valid().orElseThrow().classCounts().get(2)).isEqualTo(2);
        }
        assertThatThrownBy(() -> lists.valid(texts, targets).load())
                .isInstanceOf(VerdictException.class)
                .hasMessage("val_split and validation data exclude each other: give one of them.");
    }
}
