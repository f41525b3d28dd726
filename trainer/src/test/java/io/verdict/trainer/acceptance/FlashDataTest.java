package io.verdict.trainer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.data.DataBuilder;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.ListDataBuilder;
import io.verdict.trainer.data.Target;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The acceptance cases of Flash's tests on data: each source, with one label a text and with several. */
class FlashDataTest {
    @TempDir
    private Path folder;

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
        "json field,false",
        "parquet,false",
        "lists,false",
        "records,false",
        "label studio,false",
        "csv,true",
        "tsv,true",
        "jsonl,true",
        "json field,true",
        "parquet,true",
        "lists,true",
        "records,true",
        "label studio,true"
    })
    void everySourceGivesTextAndTargetAndPredictionTextOnly(String kind, boolean several) throws IOException {
        List<Sentence> rows = Sentence.three(several);
        TextClassificationData data = ThreeRows.from(kind, several, folder).load();
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
        List<String> texts = rows.stream().map(Sentence::sentence).toList();
        for (TextSource part : List.of(
                data.train().orElseThrow(),
                data.valid().orElseThrow(),
                data.test().orElseThrow())) {
            assertThat(examples(part)).extracting(Example::target).containsExactlyElementsOf(targets);
            assertThat(examples(part)).extracting(Example::text).containsExactlyElementsOf(texts);
            assertThat(part.classCounts()).containsExactly(several ? 2 : 1, 1, 1);
        }
        TextSource predict = data.predict().orElseThrow();
        assertThat(examples(predict)).extracting(Example::text).containsExactlyElementsOf(texts);
        assertThat(examples(predict)).extracting(Example::target).containsOnly(Target.NONE);
        assertThat(predict.classCounts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "tsv"})
    void negativeNeutralPositiveAreThreeSortedClasses(String kind) throws IOException {
        TextClassificationData data = ThreeRows.from(kind, false, folder).load();
        assertThat(data.numClasses()).isEqualTo(3);
        assertThat(data.labels().names()).containsExactly("negative", "neutral", "positive");
        assertThat(data.multiLabel()).isFalse();
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
        TextClassificationData data = TextClassificationData.fromLists()
                .train(texts, targets)
                .valSplit(0.2)
                .load();
        assertThat(data.train().orElseThrow().size()).isEqualTo(80);
        assertThat(data.valid().orElseThrow().size()).isEqualTo(20);
        if (several) {
            assertThat(data.valid().orElseThrow().classCounts().get(2)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "lists"})
    void validationDataAndASplitTogetherAreAnError(String kind) throws IOException {
        DataBuilder<?> source = ThreeRows.from(kind, false, folder).valSplit(0.2);
        assertThatThrownBy(source::load)
                .isInstanceOf(VerdictException.class)
                .hasMessage("val_split and validation data exclude each other: give one of them.");
        ListDataBuilder none = TextClassificationData.fromLists().train(List.of("a", "b"), List.of(0, 1));
        assertThatThrownBy(() -> none.valSplit(1.5).load())
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("1.5");
    }
}
