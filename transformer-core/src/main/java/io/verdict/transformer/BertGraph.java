package io.verdict.transformer;

import io.verdict.transformer.kernel.Pointwise;
import io.verdict.transformer.op.AttentionOp;
import io.verdict.transformer.op.BinaryCrossEntropyOp;
import io.verdict.transformer.op.CrossEntropyOp;
import io.verdict.transformer.op.DropoutOp;
import io.verdict.transformer.op.EmbeddingsOp;
import io.verdict.transformer.op.EncoderLayerOp;
import io.verdict.transformer.op.LayerNormOp;
import io.verdict.transformer.op.LinearOp;
import io.verdict.transformer.op.PoolOp;
import io.verdict.transformer.op.TransformerOps;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes BERT (Devlin et al., 2018) as a SameDiff graph of transformer ops on packed tokens: post-layer-norm encoder
 * layers, as HuggingFace's {@code BertModel} computes them. The graph shares the parameters' arrays.
 */
final class BertGraph {
    static final String TOKEN_IDS = "token_ids";
    static final String POSITION_IDS = "position_ids";
    static final String TYPE_IDS = "type_ids";
    static final String SEQUENCE_OFFSETS = "sequence_offsets";
    static final String DROPOUT_STATE = "dropout_state";
    static final String TARGETS = "targets";
    static final String CLASS_WEIGHTS = "class_weights";
    /** The last layer's rows, {@code [n, h]}. */
    static final String ROWS = "rows";
    /** One row a sequence, {@code [s, h]}: computed from the rows, or a placeholder where only the head is built. */
    static final String FEATURES = "features";

    static final String LOGITS = "logits";
    static final String LOSS = "loss";

    /** One on the attention, one before each residual sum. */
    private static final int DROPOUTS_OF_LAYER = 3;

    private final SameDiff graph = SameDiff.create();
    private final EncoderConfig config;
    private final Parameters parameters;
    private final Dropout dropout;
    private final @Nullable SDVariable dropoutState;
    /**
     * The lowest level that trains, by {@link ParameterSpec#level}. What lies below has no gradient and no dropout, and
     * its layers are one op each.
     */
    private final int lowestTrained;

    private long dropouts;

    private BertGraph(EncoderConfig config, Parameters parameters, Dropout dropout, int lowestTrained) {
        TransformerOps.register();
        // The holder that a graph has by itself copies every constant, 90 MB of a small BERT.
        graph.setConstantArrays(new SingleThreadArrayHolder());
        this.config = config;
        this.parameters = parameters;
        this.dropout = dropout;
        this.lowestTrained = lowestTrained;
        this.dropoutState = dropout.equals(Dropout.NONE) ? null : graph.placeHolder(DROPOUT_STATE, DataType.INT64, 2);
    }

    /** A graph that can be differentiated; without dropout it needs no dropout state. */
    static BertGraph forTraining(EncoderConfig config, Parameters parameters, Dropout dropout, Trainable trainable) {
        return new BertGraph(config, parameters, dropout, trainable.lowestLevel(config.layers()));
    }

    /** A graph without dropout that cannot be differentiated. */
    static BertGraph forInference(EncoderConfig config, Parameters parameters) {
        return new BertGraph(config, parameters, Dropout.NONE, Integer.MAX_VALUE);
    }

    SameDiff graph() {
        return graph;
    }

    /** Whether the graph has the placeholder {@link #DROPOUT_STATE}. */
    boolean dropsOut() {
        return dropoutState != null;
    }

    /** Adds embeddings and layers; the result is {@link #ROWS}. */
    SDVariable rows() {
        SDVariable offsets = graph.placeHolder(SEQUENCE_OFFSETS, DataType.INT32, -1);
        return layers(embeddings(), offsets, config.layers()).rename(ROWS);
    }

    /**
     * Adds embeddings, layers and pooling; the result is {@link #FEATURES}. Where a sequence's first row is all that is
     * read of the last layer, only that row is computed of it, but for keys and values.
     */
    SDVariable features(Pooling pooling) {
        if (pooling == Pooling.MEAN) {
            return features(rows(), pooling);
        }
        SDVariable offsets = graph.placeHolder(SEQUENCE_OFFSETS, DataType.INT32, -1);
        int last = config.layers() - 1;
        SDVariable rows = layers(embeddings(), offsets, last);
        SDVariable first = new PoolOp(graph, rows, offsets, false).output("first_rows");
        SDVariable pooled = layer(layerPrefix(last), first, rows, offsets);
        return features(pooling, pooled);
    }

    /** Adds the pooling of {@link #ROWS}, all of which were computed; the result is {@link #FEATURES}. */
    SDVariable features(SDVariable rows, Pooling pooling) {
        SDVariable offsets = graph.getVariable(SEQUENCE_OFFSETS);
        return features(pooling, new PoolOp(graph, rows, offsets, pooling == Pooling.MEAN).output("pooled"));
    }

    private SDVariable features(Pooling pooling, SDVariable pooled) {
        SDVariable features = pooling == Pooling.POOLER ? linear("pooler.dense", pooled, Pointwise.TANH) : pooled;
        return features.rename(FEATURES);
    }

    private SDVariable embeddings() {
        SDVariable sum = new EmbeddingsOp(
                        graph,
                        parameter("embeddings.word_embeddings.weight"),
                        parameter("embeddings.position_embeddings.weight"),
                        parameter("embeddings.token_type_embeddings.weight"),
                        graph.placeHolder(TOKEN_IDS, DataType.INT32, -1),
                        graph.placeHolder(POSITION_IDS, DataType.INT32, -1),
                        graph.placeHolder(TYPE_IDS, DataType.INT32, -1))
                .output("embeddings.sum");
        SDVariable normalized = layerNorm("embeddings.LayerNorm", sum, null);
        SDVariable dropped = dropout("embeddings", normalized, dropout.hidden());
        return lowestTrained > 0 ? normalized : dropped;
    }

    private SDVariable layers(SDVariable embeddings, SDVariable offsets, int count) {
        SDVariable rows = embeddings;
        for (int layer = 0; layer < count; layer++) {
            String prefix = layerPrefix(layer);
            rows = trains(prefix) ? layer(prefix, rows, rows, offsets) : wholeLayer(prefix, rows, offsets);
        }
        return rows;
    }

    private static String layerPrefix(int layer) {
        return "encoder.layer." + layer + ".";
    }

    /** Adds the placeholder {@link #FEATURES} in place of an encoder. */
    SDVariable givenFeatures() {
        return graph.placeHolder(FEATURES, DataType.FLOAT, -1, config.hiddenSize());
    }

    /** Adds the classification head; the result is {@link #LOGITS}. */
    SDVariable logits(SDVariable features) {
        SDVariable dropped = dropout("classifier", features, dropout.classifier());
        return linear("classifier", dropped, Pointwise.NONE).rename(LOGITS);
    }

    /** Adds the loss; the result is {@link #LOSS}. */
    SDVariable loss(SDVariable logits, Loss loss) {
        if (loss instanceof Loss.CrossEntropy crossEntropy) {
            SDVariable targets = graph.placeHolder(TARGETS, DataType.INT32, -1);
            SDVariable weights = graph.placeHolder(CLASS_WEIGHTS, DataType.FLOAT, -1);
            return new CrossEntropyOp(graph, logits, targets, weights, crossEntropy.labelSmoothing()).output(LOSS);
        }
        SDVariable targets = graph.placeHolder(TARGETS, DataType.FLOAT, -1, -1);
        return new BinaryCrossEntropyOp(graph, logits, targets).output(LOSS);
    }

    /** A layer: its output for the rows {@code input}, which attend to the rows {@code all}. */
    private SDVariable layer(String prefix, SDVariable input, SDVariable all, SDVariable offsets) {
        SDVariable context = new AttentionOp(
                        graph,
                        linear(prefix + "attention.self.query", input, Pointwise.NONE),
                        linear(prefix + "attention.self.key", all, Pointwise.NONE),
                        linear(prefix + "attention.self.value", all, Pointwise.NONE),
                        offsets,
                        config.attentionHeads(),
                        dropout.attention() > 0 ? dropoutState : null,
                        dropouts++,
                        dropout.attention())
                .output(prefix + "attention.self");
        SDVariable attended = layerNorm(
                prefix + "attention.output.LayerNorm",
                linear(prefix + "attention.output.dense", context, Pointwise.NONE),
                input);
        SDVariable intermediate = linear(
                prefix + "intermediate.dense", attended, config.activation().function());
        return layerNorm(
                prefix + "output.LayerNorm", linear(prefix + "output.dense", intermediate, Pointwise.NONE), attended);
    }

    /** {@link #layer} of all rows without dropout as one op; the dropouts above keep their numbers. */
    private SDVariable wholeLayer(String prefix, SDVariable rows, SDVariable offsets) {
        dropouts += DROPOUTS_OF_LAYER;
        List<SDVariable> ofLayer = EncoderLayerOp.PARAMETERS.stream()
                .map(name -> parameter(prefix + name))
                .toList();
        return new EncoderLayerOp(
                        graph,
                        rows,
                        offsets,
                        ofLayer,
                        config.attentionHeads(),
                        config.activation().function(),
                        config.layerNormEpsilon())
                .output(prefix + "output");
    }

    private SDVariable linear(String name, SDVariable input, Pointwise function) {
        return new LinearOp(graph, input, parameter(name + ".weight"), parameter(name + ".bias"), function)
                .output(name);
    }

    /** Layer normalization, of the sum with the residual where there is one; only then the input is dropped out. */
    private SDVariable layerNorm(String name, SDVariable input, @Nullable SDVariable residual) {
        boolean drops = residual != null && dropout.hidden() > 0;
        return new LayerNormOp(
                        graph,
                        input,
                        parameter(name + ".weight"),
                        parameter(name + ".bias"),
                        residual,
                        drops ? dropoutState : null,
                        dropouts++,
                        dropout.hidden(),
                        config.layerNormEpsilon())
                .output(name);
    }

    private SDVariable dropout(String name, SDVariable input, double rate) {
        if (dropoutState == null || rate == 0) {
            return input;
        }
        return new DropoutOp(graph, input, dropoutState, dropouts++, rate).output(name + ".dropout");
    }

    private SDVariable parameter(String name) {
        INDArray array = parameters.get(name);
        return trains(name) ? graph.var(name, array) : graph.constant(name, array);
    }

    private boolean trains(String name) {
        return ParameterSpec.level(name, config.layers()) >= lowestTrained;
    }
}
