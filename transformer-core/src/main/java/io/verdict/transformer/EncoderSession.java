package io.verdict.transformer;

import io.verdict.transformer.kernel.Kernels;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs an encoder. One thread at a time; open one session a thread, they share the parameters. */
public final class EncoderSession implements AutoCloseable {
    private final Encoder encoder;
    private final GraphRunner rows;
    private final Map<Pooling, GraphRunner> pooled = new EnumMap<>(Pooling.class);

    EncoderSession(Encoder encoder) {
        this.encoder = encoder;
        BertGraph graph = BertGraph.forInference(encoder.config(), encoder.parameters());
        graph.rows();
        this.rows = new GraphRunner(encoder.config(), graph.graph(), List.of(BertGraph.ROWS), kernels());
    }

    /** The last layer's row of each token, {@code [tokens][hidden]}, in the batch's order. */
    public float[][] tokenRows(PackedBatch batch) {
        rows.put(batch);
        return rows.run().get(0).toFloatMatrix();
    }

    /**
     * One vector a text, {@code [sequences][hidden]}.
     *
     * @throws VerdictException if the pooling is {@link Pooling#POOLER} and the encoder has none
     */
    public float[][] pooled(PackedBatch batch, Pooling pooling) {
        GraphRunner runner = pooled.computeIfAbsent(pooling, this::openPooled);
        runner.put(batch);
        return runner.run().get(0).toFloatMatrix();
    }

    /** Frees the session's memory; the parameters stay. */
    @Override
    public void close() {
        rows.close();
        pooled.values().forEach(GraphRunner::close);
    }

    private Kernels kernels() {
        return encoder.inferenceKernels().current();
    }

    private GraphRunner openPooled(Pooling pooling) {
        if (pooling == Pooling.POOLER && !encoder.config().pooler()) {
            throw new VerdictException("This encoder has no pooler; use pooling cls or mean");
        }
        BertGraph graph = BertGraph.forInference(encoder.config(), encoder.parameters());
        graph.features(pooling);
        return new GraphRunner(encoder.config(), graph.graph(), List.of(BertGraph.FEATURES), kernels());
    }
}
