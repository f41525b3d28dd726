package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.verdict.trainer.report.Answers;
import io.verdict.trainer.report.ClassificationMetrics;
import io.verdict.trainer.report.MultilabelMetrics;
import io.verdict.trainer.report.ProbabilityScores;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores against scikit-learn's; null stands where there is no value. */
class ScoresGoldenTest {
    /** Both compute in float64. */
    private static final Offset<Double> TOLERANCE = Offset.offset(1e-9);

    static Stream<Arguments> cases() throws IOException {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(ScoresGoldenTest.class.getResourceAsStream("golden/scores.json")),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsJsonObject)
                    .map(json -> Arguments.of(json.get("name").getAsString(), json));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void equalScikitLearns(String name, JsonObject json) {
        JsonObject expected = json.getAsJsonObject("expected");
        boolean several = expected.has("hamming_loss");
        Answers answers = answers(json, several);
        ProbabilityScores scores = ProbabilityScores.of(answers);
        assertThat(scores.logLoss()).isCloseTo(expected.get("log_loss").getAsDouble(), TOLERANCE);
        assertThat(scores.calibrationError()).isCloseTo(expected.get("ece").getAsDouble(), TOLERANCE);
        assertAll(scores.labelRocAucs(), expected.getAsJsonArray("roc_auc"));
        assertAll(scores.labelPrAucs(), expected.getAsJsonArray("average_precision"));
        boolean binary = !several && answers.labels().size() == 2;
        assertSame(scores.rocAuc(), binary ? scores.labelRocAucs().get(1) : mean(scores.labelRocAucs()));
        assertSame(scores.prAuc(), binary ? scores.labelPrAucs().get(1) : mean(scores.labelPrAucs()));
        if (several) {
            MultilabelMetrics metrics = answers.multilabelMetrics();
            assertThat(metrics.hammingLoss())
                    .isCloseTo(expected.get("hamming_loss").getAsDouble(), TOLERANCE);
            assertThree(
                    expected.getAsJsonArray("weighted"),
                    metrics.weightedPrecision(),
                    metrics.weightedRecall(),
                    metrics.weightedF1());
            assertThree(
                    expected.getAsJsonArray("samples"),
                    metrics.samples().precision(),
                    metrics.samples().recall(),
                    metrics.samples().f1());
        } else {
            ClassificationMetrics metrics = answers.metrics();
            assertValue(metrics.matthewsCorrelation(), expected.get("mcc"));
            assertThree(
                    expected.getAsJsonArray("weighted"),
                    metrics.weightedPrecision(),
                    metrics.weightedRecall(),
                    metrics.weightedF1());
        }
    }

    private static Answers answers(JsonObject json, boolean several) {
        List<List<Integer>> truths = new ArrayList<>();
        List<List<Double>> probabilities = new ArrayList<>();
        for (JsonElement row : json.getAsJsonArray("probabilities")) {
            probabilities.add(row.getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsDouble)
                    .toList());
        }
        for (JsonElement truth : json.getAsJsonArray("truth")) {
            truths.add(
                    several
                            ? IntStream.range(0, truth.getAsJsonArray().size())
                                    .filter(label ->
                                            truth.getAsJsonArray().get(label).getAsInt() == 1)
                                    .boxed()
                                    .toList()
                            : List.of(truth.getAsInt()));
        }
        List<String> labels = IntStream.range(0, probabilities.get(0).size())
                .mapToObj(Integer::toString)
                .toList();
        return new Answers(labels, several, truths, probabilities);
    }

    private static void assertAll(List<OptionalDouble> actual, JsonArray expected) {
        assertThat(actual).hasSameSizeAs(expected.asList());
        for (int i = 0; i < actual.size(); i++) {
            assertValue(actual.get(i), expected.get(i));
        }
    }

    private static void assertValue(OptionalDouble actual, JsonElement expected) {
        if (expected.isJsonNull()) {
            assertThat(actual).isEmpty();
        } else {
            assertThat(actual.orElseThrow()).isCloseTo(expected.getAsDouble(), TOLERANCE);
        }
    }

    private static void assertSame(OptionalDouble actual, OptionalDouble expected) {
        assertThat(actual.isPresent()).isEqualTo(expected.isPresent());
        if (expected.isPresent()) {
            assertThat(actual.getAsDouble()).isCloseTo(expected.getAsDouble(), TOLERANCE);
        }
    }

    private static void assertThree(JsonArray expected, double precision, double recall, double f1) {
        assertThat(precision).isCloseTo(expected.get(0).getAsDouble(), TOLERANCE);
        assertThat(recall).isCloseTo(expected.get(1).getAsDouble(), TOLERANCE);
        assertThat(f1).isCloseTo(expected.get(2).getAsDouble(), TOLERANCE);
    }

    private static OptionalDouble mean(List<OptionalDouble> values) {
        return values.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }
}
