package io.verdict.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierSession;
import io.verdict.transformer.Encoder;
import io.verdict.transformer.EncoderSession;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an imported export computes is what PyTorch computes, in float64, from the same weights. */
class EncoderOutputTest {
    /** Float32 against float64; ONNX Runtime differs by up to 1.7e-6 on these files. */
    private static final double TOLERANCE = 5e-6;

    static List<Fixture> fixtures() {
        return Fixture.importable();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void agreesWithPyTorch(Fixture fixture) {
        JsonObject expected = fixture.expected();
        PackedBatch batch = batch(expected);
        try (ImportedModel model = OnnxImporter.read(fixture.path());
                EncoderSession session = asMade(model, fixture).openSession()) {
            List<JsonElement> rows = new ArrayList<>();
            expected.getAsJsonArray("last_hidden_state")
                    .forEach(text -> text.getAsJsonArray().forEach(rows::add));
            assertRows(session.tokenRows(batch), rows);
            if (fixture.hasPooler()) {
                assertRows(
                        session.pooled(batch, Pooling.POOLER),
                        expected.getAsJsonArray("pooler_output").asList());
            }
        }
    }

    /**
     * The encoder with the configuration it was exported from. Only one file cannot say all of it: its epsilon became
     * 2^-24, the least number of float16.
     */
    private static Encoder asMade(ImportedModel model, Fixture fixture) {
        return new Encoder(fixture.config(), model.encoder().parameters());
    }

    static List<Fixture> classifiers() {
        return Fixture.importable().stream().filter(Fixture::hasClassifier).toList();
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void classifiersAgreeWithPyTorch(Fixture fixture) {
        JsonObject expected = fixture.expected();
        try (Classifier classifier = OnnxImporter.read(fixture.path()).toClassifier();
                ClassifierSession session = classifier.openSession()) {
            assertRows(
                    session.logits(batch(expected)),
                    expected.getAsJsonArray("logits").asList());
        }
    }

    private static PackedBatch batch(JsonObject expected) {
        PackedBatch.Builder batch = PackedBatch.builder();
        JsonArray ids = expected.getAsJsonArray("input_ids");
        JsonArray types = expected.getAsJsonArray("token_type_ids");
        for (int i = 0; i < ids.size(); i++) {
            batch.add(integers(ids.get(i)), integers(types.get(i)));
        }
        return batch.build();
    }

    private static int[] integers(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    private static void assertRows(float[][] rows, List<JsonElement> expected) {
        assertThat(rows)
                .hasDimensions(expected.size(), expected.get(0).getAsJsonArray().size());
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                double wanted = expected.get(row).getAsJsonArray().get(column).getAsDouble();
                assertThat((double) rows[row][column])
                        .as("row %d, column %d", row, column)
                        .isCloseTo(wanted, within(TOLERANCE));
            }
        }
    }
}
