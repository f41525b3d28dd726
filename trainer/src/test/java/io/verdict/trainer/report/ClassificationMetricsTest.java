package io.verdict.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassificationMetricsTest {
    /** The same divisions in double; NumPy may sum a mean in another order. */
    private static final double ROUNDING = 1e-15;

    static JsonObject golden() throws IOException {
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(
                        ClassificationMetricsTest.class.getResourceAsStream("/io/verdict/trainer/golden/metrics.json")),
                StandardCharsets.UTF_8)) {
            return new Gson().fromJson(in, JsonObject.class);
        }
    }

    static List<String> cases() throws IOException {
        return List.copyOf(golden().keySet());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsScikitLearn(String name) throws IOException {
        JsonObject expected = golden().getAsJsonObject(name);
        int classes = expected.get("classes").getAsInt();
        ClassificationMetrics metrics = ClassificationMetrics.of(
                ints(expected.getAsJsonArray("labels")),
                ints(expected.getAsJsonArray("predictions")),
                RandomExamples.names(classes));

        assertClose(metrics.accuracy(), expected.get("accuracy"));
        assertClose(metrics.macroPrecision(), expected.get("macro_precision"));
        assertClose(metrics.macroRecall(), expected.get("macro_recall"));
        assertClose(metrics.macroF1(), expected.get("macro_f1"));
        for (int i = 0; i < classes; i++) {
            ClassScores scores = metrics.classes().get(i);
            assertClose(scores.precision(), expected.getAsJsonArray("precision").get(i));
            assertClose(scores.recall(), expected.getAsJsonArray("recall").get(i));
            assertClose(scores.f1(), expected.getAsJsonArray("f1").get(i));
            assertThat(scores.support())
                    .isEqualTo((int) expected.getAsJsonArray("support").get(i).getAsDouble());
        }
        assertThat(metrics.toJson().get("confusion").toString())
                .isEqualTo(expected.get("confusion").toString());
    }

    @Test
    void jsonHoldsTheScores() {
        JsonObject json = ClassificationMetrics.of(new int[] {0, 0, 1}, new int[] {0, 1, 1}, List.of("ham", "spam"))
                .toJson();

        assertThat(json.get("accuracy").getAsDouble()).isEqualTo(2.0 / 3);
        assertThat(json.get("examples").getAsInt()).isEqualTo(3);
        assertThat(json.getAsJsonObject("macro").get("recall").getAsDouble()).isEqualTo(0.75);
        JsonObject spam = json.getAsJsonArray("classes").get(1).getAsJsonObject();
        assertThat(spam.get("name").getAsString()).isEqualTo("spam");
        assertThat(spam.get("precision").getAsDouble()).isEqualTo(0.5);
        assertThat(spam.get("support").getAsInt()).isEqualTo(1);
    }

    @Test
    void manyClassesAreCellsInJson() {
        JsonObject json = ClassificationMetrics.of(
                        new int[] {5, 100_000 - 1, 5}, new int[] {7, 0, 7}, RandomExamples.names(100_000))
                .toJson();

        assertThat(json.has("confusion")).isFalse();
        assertThat(json.get("confusion_cells").toString()).isEqualTo("[[5,7,2],[99999,0,1]]");
    }

    @Test
    void saysWhatIsWrongWithItsInput() {
        List<String> names = List.of("ham", "spam");
        for (Map.Entry<int[][], String> bad : Map.of(
                        new int[][] {{}, {}},
                        "no examples",
                        new int[][] {{0}, {0, 1}},
                        "1 labels, but 2 predictions",
                        new int[][] {{0, 2}, {0, 1}},
                        "label of example 1 is class 2, but there are the classes 0 to 1",
                        new int[][] {{0}, {-1}},
                        "prediction of example 0 is class -1")
                .entrySet()) {
            assertThatThrownBy(() -> ClassificationMetrics.of(bad.getKey()[0], bad.getKey()[1], names))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageContaining(bad.getValue());
        }
    }

    @Test
    void equalExamplesMakeEqualMetrics() {
        assertThat(RandomExamples.of(50, RandomExamples.names(3), 1).metrics())
                .isEqualTo(RandomExamples.of(50, RandomExamples.names(3), 1).metrics())
                .isNotEqualTo(RandomExamples.of(50, RandomExamples.names(3), 2).metrics());
    }

    private static void assertClose(double actual, JsonElement expected) {
        assertThat(actual).isEqualTo(expected.getAsDouble(), within(ROUNDING));
    }

    private static int[] ints(JsonArray array) {
        return array.asList().stream().mapToInt(JsonElement::getAsInt).toArray();
    }
}
