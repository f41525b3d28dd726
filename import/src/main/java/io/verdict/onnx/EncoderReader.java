package io.verdict.onnx;

import io.verdict.onnx.EncoderPlan.InputRole;
import io.verdict.onnx.EncoderPlan.ValueRole;
import io.verdict.transformer.Activation;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.VerdictException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a BERT encoder off a fused graph: embeddings, then layer after layer, then pooler and classification head, and
 * gives each constant on the way HuggingFace's name.
 */
final class EncoderReader {
    private final FusionContext context;
    private final Graph graph;
    private final Map<String, ParameterBinding> parameters = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    EncoderReader(FusionContext context) {
        this.context = context;
        this.graph = context.graph();
    }

    /**
     * The encoder.
     *
     * @throws VerdictException if the graph holds no BERT encoder; it says where it differs
     */
    EncoderPlan read() {
        Embeddings embeddings = embeddings();
        List<Layer> layers = layers(embeddings.output());
        Layer first = layers.get(0);
        Map<String, ValueRole> values = new HashMap<>();
        values.put(embeddings.output(), ValueRole.INNER_HIDDEN_STATE);
        layers.forEach(layer -> values.put(layer.outputNorm().output(), ValueRole.INNER_HIDDEN_STATE));
        String lastHidden = layers.get(layers.size() - 1).outputNorm().output();
        values.put(lastHidden, ValueRole.LAST_HIDDEN_STATE);

        HeadReader.Heads heads =
                new HeadReader(context).read(lastHidden, first.attention().text("mask", ""));
        bind(embeddings);
        for (int i = 0; i < layers.size(); i++) {
            bind("encoder.layer." + i + ".", layers.get(i));
        }
        heads.pooler().ifPresent(pooler -> bindLinear("pooler.dense", pooler));
        heads.pooler().ifPresent(pooler -> values.put(heads.pooled(), ValueRole.POOLER_OUTPUT));
        Optional<EncoderPlan.Head> head = heads.classifier().map(classifier -> {
            values.put(classifier.output(), ValueRole.LOGITS);
            ParameterBinding weight = weight(classifier);
            return new EncoderPlan.Head(
                    heads.pooling(), Math.toIntExact(weight.shape().get(0)), weight, bias("classifier", classifier));
        });
        EncoderConfig config = config(embeddings, layers, heads.pooler().isPresent());
        requireUniform(config, embeddings, layers);
        return new EncoderPlan(config, parameters, head, inputs(embeddings, first), values, notes);
    }

    private EncoderConfig config(Embeddings embeddings, List<Layer> layers, boolean pooler) {
        Layer first = layers.get(0);
        try {
            return new EncoderConfig(
                    rows("embeddings.word_embeddings.weight"),
                    Math.toIntExact(embeddings.words().shape().get(1)),
                    layers.size(),
                    Math.toIntExact(first.attention().whole("heads", 0)),
                    Math.toIntExact(weight(first.intermediate()).shape().get(0)),
                    rows("embeddings.position_embeddings.weight"),
                    rows("embeddings.token_type_embeddings.weight"),
                    epsilon(embeddings.norm()),
                    activation(first.activation()),
                    pooler);
        } catch (VerdictException e) {
            throw graph.error(String.valueOf(e.getMessage()));
        }
    }

    private Embeddings embeddings() {
        EmbeddingReader.Result result = new EmbeddingReader(context).read();
        if (result instanceof EmbeddingReader.Result.Missing missing) {
            throw Unsupported.graph(context, missing.node(), "no BERT embeddings were found: " + missing.reason());
        }
        return ((EmbeddingReader.Result.Found) result).embeddings();
    }

    private List<Layer> layers(String embedded) {
        LayerReader reader = new LayerReader(graph);
        List<Layer> layers = new ArrayList<>();
        String input = embedded;
        LayerReader.Result result = reader.read(input);
        while (result instanceof LayerReader.Result.Found found) {
            layers.add(found.layer());
            input = found.layer().outputNorm().output();
            result = reader.read(input);
        }
        LayerReader.Result.Missing end = (LayerReader.Result.Missing) result;
        if (end.node().isPresent() || layers.isEmpty()) {
            throw Unsupported.graph(
                    context, end.node(), "encoder layer " + layers.size() + " was not recognised: " + end.reason());
        }
        return layers;
    }

    private void bind(Embeddings embeddings) {
        String prefix = "embeddings.";
        long hidden = embeddings.words().shape().get(1);
        parameters.put(prefix + "word_embeddings.weight", embeddings.words());
        parameters.put(prefix + "position_embeddings.weight", embeddings.positions());
        ParameterBinding types = embeddings.types().orElseGet(() -> {
            notes.add("The file has no token type embeddings: one row of zeros stands for them");
            return new ParameterBinding("", Constant.zeros(1, hidden), false);
        });
        if (embeddings.types().isPresent() && embeddings.typeIds().isEmpty()) {
            notes.add("The graph takes no token types: every token is of type 0");
        }
        parameters.put(prefix + "token_type_embeddings.weight", types);
        bindNorm(prefix + "LayerNorm", embeddings.norm());
    }

    private void bind(String prefix, Layer layer) {
        bindLinear(prefix + "attention.self.query", layer.query());
        bindLinear(prefix + "attention.self.key", layer.key());
        bindLinear(prefix + "attention.self.value", layer.value());
        bindLinear(prefix + "attention.output.dense", layer.attentionOutput());
        bindNorm(prefix + "attention.output.LayerNorm", layer.attentionNorm());
        bindLinear(prefix + "intermediate.dense", layer.intermediate());
        bindLinear(prefix + "output.dense", layer.output());
        bindNorm(prefix + "output.LayerNorm", layer.outputNorm());
    }

    private void bindLinear(String name, Node linear) {
        parameters.put(name + ".weight", weight(linear));
        parameters.put(name + ".bias", bias(name, linear));
    }

    private ParameterBinding weight(Node linear) {
        String tensor = linear.inputs().get(1);
        return new ParameterBinding(tensor, graph.constant(tensor).orElseThrow(), linear.whole("transposed", 0) == 1);
    }

    private ParameterBinding bias(String name, Node linear) {
        return linear.input(2).map(this::vector).orElseGet(() -> {
            notes.add("The file adds no bias after " + name + ": zeros stand for it");
            return new ParameterBinding(
                    "", Constant.zeros(weight(linear).shape().get(0)), false);
        });
    }

    private void bindNorm(String name, Node norm) {
        parameters.put(name + ".weight", vector(norm.inputs().get(1)));
        parameters.put(name + ".bias", vector(norm.inputs().get(2)));
    }

    private ParameterBinding vector(String tensor) {
        return new ParameterBinding(tensor, context.vector(tensor).orElseThrow(), false);
    }

    private int rows(String parameter) {
        return Math.toIntExact(java.util.Objects.requireNonNull(parameters.get(parameter))
                .shape()
                .get(0));
    }

    /** The epsilon as it was before the file rounded it to float32: the shortest decimal number of that float32. */
    private static double epsilon(Node norm) {
        return Double.parseDouble(Float.toString((float) norm.real("epsilon", 0)));
    }

    private static Activation activation(Node node) {
        return Activation.valueOf(node.text("function", ""));
    }

    /** What one number of the configuration says must be true of every layer. */
    private void requireUniform(EncoderConfig config, Embeddings embeddings, List<Layer> layers) {
        String mask = layers.get(0).attention().text("mask", "");
        for (Layer layer : layers) {
            for (Node norm : List.of(layer.attentionNorm(), layer.outputNorm())) {
                require(
                        epsilon(norm) == config.layerNormEpsilon(),
                        norm,
                        "its epsilon " + epsilon(norm) + " is not " + config.layerNormEpsilon()
                                + ", that of the embeddings");
            }
            Node attention = layer.attention();
            long heads = attention.whole("heads", 0);
            require(
                    heads == config.attentionHeads(),
                    attention,
                    "it has " + heads + " heads, layer 0 has " + config.attentionHeads());
            require(attention.text("mask", "").equals(mask), attention, "its mask is not that of layer 0");
            Activation activation = activation(layer.activation());
            require(
                    activation == config.activation(),
                    layer.activation(),
                    "it is " + activation + ", layer 0 has " + config.activation());
        }
        require(!mask.equals(embeddings.tokenIds()), layers.get(0).attention(), "its mask is made of the token ids");
    }

    private void require(boolean condition, Node node, String reason) {
        if (!condition) {
            throw Unsupported.graph(context, Optional.of(node), reason);
        }
    }

    private Map<String, InputRole> inputs(Embeddings embeddings, Layer first) {
        Map<String, InputRole> roles = new HashMap<>();
        roles.put(embeddings.tokenIds(), InputRole.TOKEN_IDS);
        roles.put(embeddings.typeIds(), InputRole.TYPE_IDS);
        roles.put(embeddings.positionIds(), InputRole.POSITION_IDS);
        roles.put(first.attention().text("mask", ""), InputRole.ATTENTION_MASK);
        roles.remove("");
        if (!roles.containsValue(InputRole.ATTENTION_MASK)) {
            notes.add("The graph takes no attention mask: every token is attended to");
        }
        return roles;
    }
}
