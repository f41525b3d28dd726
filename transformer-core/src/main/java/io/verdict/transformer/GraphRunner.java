package io.verdict.transformer;

import io.verdict.transformer.kernel.Kernels;
import io.verdict.transformer.session.GraphSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Feeds inputs to a graph session and reads rows from it; checks what the kernels take for granted. */
final class GraphRunner implements AutoCloseable {
    private final EncoderConfig config;
    private final GraphSession session;
    private final Map<String, INDArray> placeholders = new HashMap<>();

    GraphRunner(EncoderConfig config, SameDiff graph, List<String> wanted, Kernels kernels) {
        this.config = config;
        this.session = new GraphSession(graph, wanted, kernels);
    }

    /** Sets the placeholders of a batch of texts or features. */
    void put(ModelInput input) {
        if (input instanceof PackedBatch batch) {
            check("token id", batch.tokenIds(), config.vocabularySize(), "the tokenizer does not fit the model");
            check(
                    "token type id",
                    batch.typeIds(),
                    config.typeVocabularySize(),
                    "the tokenizer does not fit the model");
            check("position", batch.positionIds(), config.maxPositions(), "truncate the texts");
            put(BertGraph.TOKEN_IDS, batch.tokenIds());
            put(BertGraph.POSITION_IDS, batch.positionIds());
            put(BertGraph.TYPE_IDS, batch.typeIds());
            put(BertGraph.SEQUENCE_OFFSETS, batch.sequenceOffsets());
        } else if (input instanceof FeatureBatch features) {
            if (features.width() != config.hiddenSize()) {
                throw new IllegalArgumentException("The features have " + features.width()
                        + " values a text, the model's hidden size is " + config.hiddenSize());
            }
            float[] values = new float[features.sequences() * features.width()];
            for (int i = 0; i < features.sequences(); i++) {
                System.arraycopy(features.row(i), 0, values, i * features.width(), features.width());
            }
            put(BertGraph.FEATURES, values, features.sequences(), features.width());
        }
    }

    void put(String name, int[] values) {
        INDArray array = session.input(name, DataType.INT32, values.length);
        array.assign(Nd4j.createFromArray(values));
        placeholders.put(name, array);
    }

    void put(String name, long[] values) {
        INDArray array = session.input(name, DataType.INT64, values.length);
        array.assign(Nd4j.createFromArray(values));
        placeholders.put(name, array);
    }

    void put(String name, float[] values, long... shape) {
        INDArray array = session.input(name, DataType.FLOAT, shape);
        array.assign(Nd4j.createFromArray(values).reshape(shape));
        placeholders.put(name, array);
    }

    /** Runs the graph on what was put; the results are valid until the next run. */
    List<INDArray> run() {
        try {
            return session.run(placeholders);
        } finally {
            placeholders.clear();
        }
    }

    /** Bytes of memory outside the heap. */
    long bytes() {
        return session.bytes();
    }

    @Override
    public void close() {
        session.close();
    }

    private static void check(String what, int[] values, int limit, String advice) {
        for (int value : values) {
            if (value < 0 || value >= limit) {
                throw new VerdictException("The batch has " + what + " " + value + ", the model knows 0 to "
                        + (limit - 1) + "; " + advice);
            }
        }
    }
}
