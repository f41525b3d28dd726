package io.verdict.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.verdict.transformer.kernel.FastKernels;
import io.verdict.transformer.kernel.Kernels;
import io.verdict.transformer.kernel.Nd4jKernels;
import io.verdict.transformer.kernel.PlainKernels;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The encoder against HuggingFace's {@code BertModel} in double precision. */
class EncoderGoldenTest {
    /** Two layers of single precision against double: some ten roundings of values up to 3. */
    private static final double TOLERANCE = 5e-6;

    private final EncoderConfig config = GoldenFile.encoderConfig("encoder_config.json");
    private final JsonObject golden = GoldenFile.json("encoder.json");

    @Test
    void rowsOfTokens() {
        try (Encoder encoder = encoder();
                EncoderSession session = encoder.openSession()) {
            JsonElement last = golden.getAsJsonArray("hidden_states").get(2);
            assertClose(session.tokenRows(GoldenFile.batch(golden)), last);
        }
    }

    @Test
    void pooler() {
        try (Encoder encoder = encoder();
                EncoderSession session = encoder.openSession()) {
            assertClose(session.pooled(GoldenFile.batch(golden), Pooling.POOLER), golden.get("pooler_output"));
        }
    }

    @Test
    void clsAndMeanAreRowsAndTheirMeans() {
        try (Encoder encoder = encoder();
                EncoderSession session = encoder.openSession()) {
            PackedBatch batch = GoldenFile.batch(golden);
            float[][] rows = session.tokenRows(batch);
            float[][] cls = session.pooled(batch, Pooling.CLS);
            float[][] mean = session.pooled(batch, Pooling.MEAN);
            for (int s = 0; s < batch.sequences(); s++) {
                assertThat(cls[s]).isEqualTo(rows[batch.sequenceOffset(s)]);
                for (int j = 0; j < config.hiddenSize(); j++) {
                    double sum = 0;
                    for (int i = batch.sequenceOffset(s); i < batch.sequenceOffset(s + 1); i++) {
                        sum += rows[i][j];
                    }
                    double expected = sum / (batch.sequenceOffset(s + 1) - batch.sequenceOffset(s));
                    assertThat((double) mean[s][j]).isCloseTo(expected, org.assertj.core.data.Offset.offset(TOLERANCE));
                }
            }
        }
    }

    /** The same graphs, with ops and with whole layers, by stock ND4J operations, as on a GPU backend, and by the plain loops. */
    @Test
    void everyProviderOfKernels() {
        for (Kernels kernels : List.of(new Nd4jKernels(), new PlainKernels(), new FastKernels())) {
            try (Encoder encoder = encoder()) {
                Parameters parameters = encoder.parameters();
                for (BertGraph graph : List.of(
                        BertGraph.forTraining(config, parameters, Dropout.NONE, Trainable.everything()),
                        BertGraph.forInference(config, parameters))) {
                    graph.features(Pooling.POOLER);
                    try (GraphRunner runner =
                            new GraphRunner(config, graph.graph(), List.of(BertGraph.FEATURES), kernels)) {
                        runner.put(GoldenFile.batch(golden));
                        assertClose(runner.run().get(0).toFloatMatrix(), golden.get("pooler_output"));
                    }
                }
            }
        }
    }

    private Encoder encoder() {
        return new Encoder(config, GoldenFile.parameters(config, GoldenFile.tensors("encoder.safetensors")));
    }

    private static void assertClose(float[][] actual, JsonElement expected) {
        List<Float> wanted = GoldenFile.floats(expected);
        assertThat(actual.length * actual[0].length).isEqualTo(wanted.size());
        double worst = 0;
        for (int i = 0; i < wanted.size(); i++) {
            worst = Math.max(worst, Math.abs(actual[i / actual[0].length][i % actual[0].length] - wanted.get(i)));
        }
        assertThat(worst).isLessThan(TOLERANCE);
    }
}
