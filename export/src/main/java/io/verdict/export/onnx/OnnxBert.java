package io.verdict.export.onnx;

import static io.verdict.export.onnx.OnnxGraph.attribute;
import static io.verdict.export.onnx.OnnxGraph.dimension;

import io.verdict.transformer.Activation;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import java.util.List;
import onnx.Onnx;

/**
 * Writes BERT (Devlin et al., 2018) with its classification head as an ONNX graph of standard operators, in the shapes
 * that HuggingFace's exports have: runtimes know them and fuse them.
 *
 * <p>In the comments b is the batch, s the longest text's tokens, h the hidden size, a the attention heads.
 */
final class OnnxBert {
    private static final String INPUT_IDS = "input_ids";
    private static final String ATTENTION_MASK = "attention_mask";
    private static final String TOKEN_TYPE_IDS = "token_type_ids";
    private static final String LOGITS = "logits";
    private static final String BATCH = "batch";
    private static final String SEQUENCE = "sequence";

    private final OnnxGraph graph = new OnnxGraph("bert_classifier");
    private final EncoderConfig config;
    private final Parameters parameters;

    private OnnxBert(EncoderConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
    }

    /** The graph of a classifier, whose parameters it shares. */
    static Onnx.GraphProto of(Classifier classifier) {
        return new OnnxBert(classifier.config().encoder(), classifier.parameters())
                .write(classifier.config().pooling(), classifier.config().classes());
    }

    private Onnx.GraphProto write(Pooling pooling, int classes) {
        for (String name : List.of(INPUT_IDS, ATTENTION_MASK, TOKEN_TYPE_IDS)) {
            graph.input(name, Onnx.TensorProto.DataType.INT64, dimension(BATCH), dimension(SEQUENCE));
        }
        String rows = embeddings();
        String mask = maskOfScores();
        for (int layer = 0; layer < config.layers(); layer++) {
            rows = layer("encoder.layer." + layer + ".", rows, mask);
        }
        String features = pooled(rows, pooling);
        gemm("classifier", features, LOGITS);
        graph.output(LOGITS, Onnx.TensorProto.DataType.FLOAT, dimension(BATCH), dimension(classes));
        return graph.build();
    }

    /** {@code [b, s, h]}. */
    private String embeddings() {
        String words = graph.node(
                "Gather",
                "embeddings.word_embeddings",
                List.of(parameter("embeddings.word_embeddings.weight"), INPUT_IDS));
        String types = graph.node(
                "Gather",
                "embeddings.token_type_embeddings",
                List.of(parameter("embeddings.token_type_embeddings.weight"), TOKEN_TYPE_IDS));
        // A text that is too long has more rows than this, and the sum fails.
        String length =
                graph.node("Shape", "sequence_length", List.of(INPUT_IDS), attribute("start", 1), attribute("end", 2));
        String positions = graph.node(
                "Slice",
                "embeddings.position_embeddings",
                List.of(parameter("embeddings.position_embeddings.weight"), axis(0), length, axis(0)));
        String ofTokens = graph.node("Add", "embeddings.sum", List.of(words, types));
        String all = graph.node("Add", "embeddings.sum_with_positions", List.of(ofTokens, positions));
        // How many rows the slice has is not known before it runs. With the sum's shape known, ONNX Runtime sees that
        // each residual has its layer's shape and fuses residual and layer normalization.
        graph.shape(
                all,
                Onnx.TensorProto.DataType.FLOAT,
                dimension(BATCH),
                dimension(SEQUENCE),
                dimension(config.hiddenSize()));
        return layerNorm("embeddings.LayerNorm", all);
    }

    /** What is added to scores, 0 or the least float: {@code [b, 1, 1, s]}. */
    private String maskOfScores() {
        String ofRows = graph.node("Unsqueeze", "mask.of_rows", List.of(ATTENTION_MASK, axis(1)));
        String ofHeads = graph.node("Unsqueeze", "mask.of_heads", List.of(ofRows, axis(2)));
        String numbers = graph.node("Cast", "mask.numbers", List.of(ofHeads), toFloat());
        String hidden = graph.node("Sub", "mask.hidden", List.of(one(), numbers));
        return graph.node("Mul", "mask", List.of(hidden, graph.number("least_score", -Float.MAX_VALUE)));
    }

    private String layer(String prefix, String input, String mask) {
        String attention = attention(prefix + "attention.self", input, mask);
        String attended = linear(prefix + "attention.output.dense", attention);
        String middle = layerNorm(
                prefix + "attention.output.LayerNorm",
                graph.node("Add", prefix + "attention.output.sum", List.of(attended, input)));
        String intermediate = activation(prefix + "intermediate", linear(prefix + "intermediate.dense", middle));
        String output = linear(prefix + "output.dense", intermediate);
        return layerNorm(
                prefix + "output.LayerNorm", graph.node("Add", prefix + "output.sum", List.of(output, middle)));
    }

    /** {@code softmax(q kᵀ / sqrt(h / a) + mask) v}, {@code [b, s, h]}. */
    private String attention(String name, String input, String mask) {
        String query = heads(name + ".query", input, 0, 2, 1, 3);
        String key = heads(name + ".key", input, 0, 2, 3, 1);
        String value = heads(name + ".value", input, 0, 2, 1, 3);
        String products = graph.node("MatMul", name + ".products", List.of(query, key));
        String scores = graph.node(
                "Div",
                name + ".scores",
                List.of(products, graph.number("sqrt_head_size", Math.sqrt(config.headSize()))));
        String masked = graph.node("Add", name + ".masked_scores", List.of(scores, mask));
        String weights = graph.node("Softmax", name + ".weights", List.of(masked), attribute("axis", -1));
        String context = graph.node("MatMul", name + ".context_of_heads", List.of(weights, value));
        String turned = graph.node(
                "Transpose", name + ".context_of_rows", List.of(context), attribute("perm", List.of(0L, 2L, 1L, 3L)));
        return graph.node(
                "Reshape", name + ".context", List.of(turned, graph.integers("rows_shape", 0, 0, config.hiddenSize())));
    }

    /** A linear layer's rows split into heads: {@code [b, s, a, h / a]}, its dimensions in this order. */
    private String heads(String name, String input, long... order) {
        String split = graph.node(
                "Reshape",
                name + ".split",
                List.of(
                        linear(name, input),
                        graph.integers("heads_shape", 0, 0, config.attentionHeads(), config.headSize())));
        return graph.node(
                "Transpose",
                name + ".heads",
                List.of(split),
                attribute("perm", java.util.Arrays.stream(order).boxed().toList()));
    }

    private String activation(String name, String input) {
        Activation activation = config.activation();
        return switch (activation) {
            case NONE -> input;
            case RELU -> graph.node("Relu", name, List.of(input));
            case TANH -> graph.node("Tanh", name, List.of(input));
            case GELU -> {
                String scaled =
                        graph.node("Div", name + ".scaled", List.of(input, graph.number("sqrt_2", Math.sqrt(2))));
                String erf = graph.node("Erf", name + ".erf", List.of(scaled));
                yield halved(name, input, erf);
            }
            case GELU_TANH -> {
                // 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))), the gelu_new of HuggingFace.
                String cube = graph.node("Pow", name + ".cube", List.of(input, graph.number("three", 3)));
                String part = graph.node("Mul", name + ".part", List.of(cube, graph.number("gelu_cubic", 0.044715)));
                String sum = graph.node("Add", name + ".sum", List.of(input, part));
                String scaled = graph.node(
                        "Mul", name + ".scaled", List.of(sum, graph.number("sqrt_2_by_pi", Math.sqrt(2 / Math.PI))));
                yield halved(name, input, graph.node("Tanh", name + ".tanh", List.of(scaled)));
            }
        };
    }

    /** {@code x (1 + y) / 2}. */
    private String halved(String name, String x, String y) {
        String plusOne = graph.node("Add", name + ".plus_one", List.of(y, one()));
        String product = graph.node("Mul", name + ".product", List.of(x, plusOne));
        return graph.node("Mul", name, List.of(product, graph.number("half", 0.5)));
    }

    /** {@code [b, h]}. */
    private String pooled(String rows, Pooling pooling) {
        return switch (pooling) {
            case CLS -> firstRow(rows);
            case POOLER -> graph.node("Tanh", "pooler", List.of(gemm("pooler.dense", firstRow(rows), "pooler.dense")));
            case MEAN -> {
                String ofRows = graph.node("Unsqueeze", "pooling.mask", List.of(ATTENTION_MASK, axis(2)));
                String numbers = graph.node("Cast", "pooling.weights", List.of(ofRows), toFloat());
                String kept = graph.node("Mul", "pooling.rows", List.of(rows, numbers));
                String sum = sumOverRows("pooling.sum", kept);
                String count = sumOverRows("pooling.count", numbers);
                yield graph.node("Div", "pooling.mean", List.of(sum, count));
            }
        };
    }

    private String sumOverRows(String name, String input) {
        return graph.node("ReduceSum", name, List.of(input, axis(1)), attribute("keepdims", 0));
    }

    private String firstRow(String rows) {
        return graph.node(
                "Gather", "pooling.first_row", List.of(rows, graph.integer("first", 0)), attribute("axis", 1));
    }

    /** A linear layer of rows. The weight is {@code [out, in]}, as in HuggingFace's files; runtimes turn it once. */
    private String linear(String name, String input) {
        String turned = graph.node(
                "Transpose",
                name + ".turned_weight",
                List.of(parameter(name + ".weight")),
                attribute("perm", List.of(1L, 0L)));
        String product = graph.node("MatMul", name + ".product", List.of(input, turned));
        return graph.node("Add", name, List.of(product, parameter(name + ".bias")));
    }

    /** A linear layer of vectors. */
    private String gemm(String name, String input, String output) {
        return graph.node(
                "Gemm",
                output,
                List.of(input, parameter(name + ".weight"), parameter(name + ".bias")),
                attribute("transB", 1));
    }

    private String layerNorm(String name, String input) {
        return graph.node(
                "LayerNormalization",
                name,
                List.of(input, parameter(name + ".weight"), parameter(name + ".bias")),
                attribute("axis", -1),
                attribute("epsilon", config.layerNormEpsilon()));
    }

    private String one() {
        return graph.number("one", 1);
    }

    private String axis(long axis) {
        return graph.integers("axis_" + axis, axis);
    }

    private static Onnx.AttributeProto toFloat() {
        return attribute("to", Onnx.TensorProto.DataType.FLOAT.getNumber());
    }

    /** A parameter by its name in HuggingFace's files; a pooler that the head does not read is never asked for. */
    private String parameter(String name) {
        String prefix = name.startsWith("classifier.") ? "" : "bert.";
        return graph.parameter(prefix + name, parameters.get(name));
    }
}
