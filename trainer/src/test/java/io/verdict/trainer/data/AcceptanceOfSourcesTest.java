package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lightning Flash's acceptance cases of the data sources: three rows each, in all four parts. */
class AcceptanceOfSourcesTest {
    private static final List<String> TEXTS =
            List.of("this is a sentence one", "this is a sentence two", "this is a sentence three");
    private static final List<String> TARGETS = List.of("positive", "negative", "neutral");

    @TempDir
    Path folder;

    private record Review(String text, String target) {}

    private static List<Review> reviews() {
        return IntStream.range(0, 3)
                .mapToObj(i -> new Review(TEXTS.get(i), TARGETS.get(i)))
                .toList();
    }

    /** A file with a line for each row, between the first line and the last. */
    private Path file(String name, String first, Function<Review, String> row, String between, String last)
            throws IOException {
        String rows = String.join(between, reviews().stream().map(row).toList());
        return Files.writeString(folder.resolve(name), first + rows + last);
    }

    private static void assertGivesTextsAndTargets(FileDataBuilder builder, Path file) {
        assertGivesTextsAndTargets(builder.inputField("sentence")
                .targetField("label")
                .trainFile(file)
                .validFile(file)
                .testFile(file)
                .predictFile(file)
                .load());
    }

    private static void assertGivesTextsAndTargets(TextClassificationData data) {
        assertThat(data.numClasses()).isEqualTo(3);
        assertThat(data.labels().names()).containsExactly("negative", "neutral", "positive");
        for (TextSource labelled : List.of(
                data.train().orElseThrow(),
                data.valid().orElseThrow(),
                data.test().orElseThrow())) {
            try (Stream<Example> examples = labelled.stream()) {
                List<Example> all = examples.toList();
                assertThat(all).extracting(Example::text).isEqualTo(TEXTS);
                assertThat(labelled.classCounts()).containsExactly(1, 1, 1);
            }
        }
        TextSource predict = data.predict().orElseThrow();
        try (Stream<Example> examples = predict.stream()) {
            assertThat(examples).extracting(Example::text).isEqualTo(TEXTS);
        }
        assertThat(predict.classCounts()).isEmpty();
    }

    @Test
    void fromCsv() throws IOException {
        Path file = file("d.csv", "sentence,label\n", row -> row.text() + "," + row.target(), "\n", "\n");
        assertGivesTextsAndTargets(TextClassificationData.fromCsv(), file);
    }

    @Test
    void fromTsv() throws IOException {
        Path file = file("d.tsv", "sentence\tlabel\n", row -> row.text() + "\t" + row.target(), "\n", "\n");
        assertGivesTextsAndTargets(TextClassificationData.fromCsv(), file);
        assertGivesTextsAndTargets(TextClassificationData.fromTsv(), file);
    }

    private static String json(Review row) {
        return "{\"sentence\": \"" + row.text() + "\", \"label\": \"" + row.target() + "\"}";
    }

    @Test
    void fromJson() throws IOException {
        assertGivesTextsAndTargets(
                TextClassificationData.fromJson(), file("d.json", "", AcceptanceOfSourcesTest::json, "\n", "\n"));
    }

    @Test
    void fromJsonWithField() throws IOException {
        assertGivesTextsAndTargets(
                TextClassificationData.fromJson("data"),
                file("d.json", "{\"data\": [", AcceptanceOfSourcesTest::json, ", ", "]}"));
    }

    @Test
    void fromParquet() {
        Path file = Path.of("src/test/resources/io/verdict/trainer/data/acceptance.parquet");
        assertGivesTextsAndTargets(TextClassificationData.fromParquet(), file);
    }

    @Test
    void fromLists() {
        assertGivesTextsAndTargets(TextClassificationData.fromLists()
                .train(TEXTS, TARGETS)
                .valid(TEXTS, TARGETS)
                .test(TEXTS, TARGETS)
                .predict(TEXTS)
                .load());
    }

    @Test
    void fromRecords() {
        assertGivesTextsAndTargets(TextClassificationData.fromRecords(Review.class)
                .input(Review::text)
                .target(Review::target)
                .train(reviews())
                .valid(() -> reviews().stream())
                .test(reviews())
                .predict(reviews())
                .load());
    }

    @Test
    void fromLabelStudio() throws IOException {
        Path export = file(
                "export.json",
                "[",
                row -> "{\"data\": {\"text\": \"" + row.text()
                        + "\"}, \"annotations\": [{\"result\": [{\"type\": \"choices\", \"from_name\": \"s\","
                        + " \"value\": {\"choices\": [\"" + row.target() + "\"]}}]}]}",
                ",\n",
                "]");
        assertGivesTextsAndTargets(TextClassificationData.fromLabelStudio()
                .trainExportJson(export)
                .validExportJson(export)
                .testExportJson(export)
                .predictExportJson(export)
                .load());
    }

    @Test
    void oneHundredRowsWithASplitOfOneFifthGiveEightyAndTwenty() {
        List<String> texts = new ArrayList<>();
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            texts.add("text " + i);
            targets.add(TARGETS.get(i % 2));
        }
        TextClassificationData data = TextClassificationData.fromLists()
                .train(texts, targets)
                .valSplit(0.2)
                .load();
        assertThat(data.train().orElseThrow().size()).isEqualTo(80);
        assertThat(data.valid().orElseThrow().size()).isEqualTo(20);
    }

    @Test
    void validationDataAndASplitTogetherAreAnError() {
        assertThatThrownBy(() -> TextClassificationData.fromLists()
                        .train(TEXTS, TARGETS)
                        .valid(TEXTS, TARGETS)
                        .valSplit(0.2)
                        .load())
                .isInstanceOf(VerdictException.class)
                .hasMessage("val_split and validation data exclude each other: give one of them.");
    }
}
