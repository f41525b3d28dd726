package io.verdict.export.samediff;

import io.verdict.transformer.Classifier;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes BERT (Devlin et al., 2018) with its classification head as a SameDiff graph of ND4J's own ops, for padded
 * batches. ND4J's layer_norm has no epsilon and its gelu is another function, so both are written in smaller ops.
 *
 * <p>In the comments b is the batch, s the longest text's tokens, h the hidden size, a the attention heads. Rows are
 * {@code [b * s, h]}: ND4J multiplies matrices of equal ranks only.
 */
final class StockBert {
    private static final double LEAST_SCORE = -Float.MAX_VALUE;

    private final SameDiff graph = SameDiff.create();
    private final EncoderConfig config;
    private final Parameters parameters;
    private final SDVariable tokenIds = placeholder("input_ids");
    private final SDVariable mask = placeholder("attention_mask");
    private final SDVariable typeIds = placeholder("token_type_ids");
    /** {@code [b, s]}, as numbers. */
    private final SDVariable batchShape = graph.shape("batch_shape", tokenIds);

    private final SDVariable headsShape;
    private final SDVariable rowsShape;

    private StockBert(EncoderConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        this.headsShape = shape("heads", config.attentionHeads(), config.headSize());
        this.rowsShape = shape("rows", config.hiddenSize());
    }

    /** The graph of a classifier, whose parameters it shares. */
    static SameDiff of(Classifier classifier) {
        StockBert bert = new StockBert(classifier.config().encoder(), classifier.parameters());
        SDVariable rows = bert.embeddings();
        SDVariable scores = bert.maskOfScores();
        for (int layer = 0; layer < bert.config.layers(); layer++) {
            rows = bert.layer("encoder.layer." + layer + ".", rows, scores);
        }
        SDVariable features = bert.pooled(rows, classifier.config().pooling());
        bert.linear("classifier", features).rename(SameDiffFile.LOGITS);
        return bert.graph;
    }

    private SDVariable embeddings() {
        // 0, 1, 2, ... in each text: a text that is too long asks for a row that is not there. cumsum knows no int64.
        SDVariable ones =
                graph.castTo("numbers", tokenIds, DataType.FLOAT).mul(0).add("ones", 1);
        SDVariable positions =
                graph.castTo("position_ids", graph.cumsum("counted", ones, true, false, 1), DataType.INT64);
        SDVariable sum = lookUp("embeddings.word_embeddings", tokenIds)
                .add(lookUp("embeddings.token_type_embeddings", typeIds))
                .add("embeddings.sum", lookUp("embeddings.position_embeddings", positions));
        return layerNorm("embeddings.LayerNorm", graph.reshape("embeddings.rows", sum, -1, config.hiddenSize()));
    }

    /** {@code [b, s, h]}. */
    private SDVariable lookUp(String name, SDVariable ids) {
        return graph.gather(name, parameter(name + ".weight"), ids, 0);
    }

    /** What is added to scores, 0 or the least float: {@code [b, 1, 1, s]}. */
    private SDVariable maskOfScores() {
        SDVariable ofHeads = graph.expandDims("mask.of_heads", graph.expandDims("mask.of_rows", mask, 1), 1);
        return graph.castTo("mask.numbers", ofHeads, DataType.FLOAT).rsub(1).mul("mask", LEAST_SCORE);
    }

    private SDVariable layer(String prefix, SDVariable input, SDVariable scores) {
        SDVariable attention = attention(prefix + "attention.self", input, scores);
        SDVariable middle = layerNorm(
                prefix + "attention.output.LayerNorm",
                linear(prefix + "attention.output.dense", attention).add(input));
        SDVariable intermediate = activation(linear(prefix + "intermediate.dense", middle));
        return layerNorm(
                prefix + "output.LayerNorm",
                linear(prefix + "output.dense", intermediate).add(middle));
    }

    /** {@code softmax(q kᵀ / sqrt(h / a) + mask) v}. */
    private SDVariable attention(String name, SDVariable input, SDVariable scores) {
        SDVariable query = heads(name + ".query", input);
        SDVariable key = heads(name + ".key", input);
        SDVariable value = heads(name + ".value", input);
        SDVariable products = graph.mmul(name + ".products", query, key, false, true, false);
        SDVariable masked = products.mul(1 / Math.sqrt(config.headSize())).add(name + ".masked_scores", scores);
        SDVariable weights = graph.nn().softmax(name + ".weights", masked, 3);
        SDVariable context = graph.mmul(name + ".context_of_heads", weights, value);
        return graph.reshape(name + ".context", graph.permute(context, 0, 2, 1, 3), -1, config.hiddenSize());
    }

    /** A linear layer's rows split into heads: {@code [b, a, s, h / a]}. */
    private SDVariable heads(String name, SDVariable input) {
        return graph.permute(name + ".heads", graph.reshape(linear(name, input), headsShape), 0, 2, 1, 3);
    }

    private SDVariable activation(SDVariable input) {
        return switch (config.activation()) {
            case NONE -> input;
            case RELU -> graph.nn().relu(input, 0);
            case TANH -> graph.math().tanh(input);
            case GELU ->
                graph.math().erf(input.mul(Math.sqrt(0.5))).add(1).mul(input).mul(0.5);
            case GELU_TANH -> {
                // 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))), the gelu_new of HuggingFace.
                SDVariable cube = graph.math().square(input).mul(input);
                SDVariable inner = cube.mul(0.044715).add(input).mul(Math.sqrt(2 / Math.PI));
                yield graph.math().tanh(inner).add(1).mul(input).mul(0.5);
            }
        };
    }

    /** {@code [b, h]}. */
    private SDVariable pooled(SDVariable rows, Pooling pooling) {
        SDVariable ofTexts = graph.reshape("last_hidden_state", rows, rowsShape);
        return switch (pooling) {
            case CLS -> firstRow(ofTexts);
            case POOLER -> graph.math().tanh("pooler", linear("pooler.dense", firstRow(ofTexts)));
            case MEAN -> {
                SDVariable weights =
                        graph.castTo("pooling.weights", graph.expandDims("pooling.mask", mask, 2), DataType.FLOAT);
                SDVariable sum = ofTexts.mul(weights).sum("pooling.sum", false, 1);
                yield sum.div("pooling.mean", weights.sum("pooling.count", false, 1));
            }
        };
    }

    private SDVariable firstRow(SDVariable ofTexts) {
        return graph.gather("pooling.first_row", ofTexts, graph.constant("first", Nd4j.scalar(0)), 1);
    }

    /** A linear layer; the weight is {@code [out, in]}, as in HuggingFace's files. */
    private SDVariable linear(String name, SDVariable input) {
        SDVariable product = graph.mmul(name + ".product", input, parameter(name + ".weight"), false, true, false);
        return product.add(name, parameter(name + ".bias"));
    }

    /** {@code (x - mean) / sqrt(variance + epsilon) * weight + bias} over each row. */
    private SDVariable layerNorm(String name, SDVariable input) {
        SDVariable centered = input.sub(input.mean(name + ".mean", true, 1));
        SDVariable variance = graph.math().square(centered).mean(name + ".variance", true, 1);
        SDVariable deviation = graph.math().sqrt(variance.add(config.layerNormEpsilon()));
        return centered.div(deviation).mul(parameter(name + ".weight")).add(name, parameter(name + ".bias"));
    }

    private SDVariable placeholder(String name) {
        return graph.placeHolder(name, DataType.INT64, -1, -1);
    }

    /** {@code [b, s]} with these dimensions behind. */
    private SDVariable shape(String name, long... inner) {
        return graph.concat(
                name + "_shape", 0, batchShape, graph.constant(name + "_inner_shape", Nd4j.createFromArray(inner)));
    }

    /** A parameter by its name in HuggingFace's files. */
    private SDVariable parameter(String name) {
        String prefix = name.startsWith("classifier.") ? "" : "bert.";
        return graph.var(prefix + name, parameters.get(name));
    }
}
