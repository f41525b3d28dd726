package io.verdict.transformer;

import java.util.ArrayList;
import java.util.List;

/**
 * A parameter's name and shape. Names are HuggingFace's for {@code BertModel}, without a prefix; a linear layer's
 * weight is {@code [out, in]} as in PyTorch.
 *
 * @param name e.g. {@code encoder.layer.0.attention.self.query.weight}
 * @param shape one or two dimensions
 */
public record ParameterSpec(String name, List<Long> shape) {
    public static final String CLASSIFIER_WEIGHT = "classifier.weight";
    public static final String CLASSIFIER_BIAS = "classifier.bias";

    private static final String LAYER = "encoder.layer.";

    /** Whether a parameter is the classification head's. */
    public static boolean isHead(String name) {
        return name.equals(CLASSIFIER_WEIGHT) || name.equals(CLASSIFIER_BIAS);
    }

    public ParameterSpec {
        shape = List.copyOf(shape);
    }

    /** The number of values. */
    public long size() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Whether this is a bias or a layer normalization's parameter: those are not decayed (HuggingFace's Trainer). */
    public boolean undecayed() {
        return undecayed(name);
    }

    /** As {@link #undecayed()}, by name. */
    public static boolean undecayed(String name) {
        return name.endsWith(".bias") || name.contains("LayerNorm");
    }

    /**
     * How far up in a classifier a parameter is: 0 the embeddings, then each encoder layer, then the pooler, last the
     * head.
     *
     * @param layers the encoder's layers
     * @throws IllegalArgumentException if the name is none of a classifier's parameters
     */
    public static int level(String name, int layers) {
        if (name.startsWith("embeddings.")) {
            return 0;
        }
        if (name.startsWith(LAYER)) {
            int layer = Integer.parseInt(name.substring(LAYER.length(), name.indexOf('.', LAYER.length())));
            return 1 + layer;
        }
        if (name.startsWith("pooler.")) {
            return 1 + layers;
        }
        if (name.startsWith("classifier.")) {
            return 2 + layers;
        }
        throw new IllegalArgumentException("No parameter of a classifier is named " + name);
    }

    /** The encoder's parameters in the model's order. */
    public static List<ParameterSpec> encoder(EncoderConfig config) {
        long hidden = config.hiddenSize();
        long intermediate = config.intermediateSize();
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(matrix("embeddings.word_embeddings.weight", config.vocabularySize(), hidden));
        specs.add(matrix("embeddings.position_embeddings.weight", config.maxPositions(), hidden));
        specs.add(matrix("embeddings.token_type_embeddings.weight", config.typeVocabularySize(), hidden));
        layerNorm(specs, "embeddings.LayerNorm", hidden);
        for (int layer = 0; layer < config.layers(); layer++) {
            String prefix = LAYER + layer + ".";
            linear(specs, prefix + "attention.self.query", hidden, hidden);
            linear(specs, prefix + "attention.self.key", hidden, hidden);
            linear(specs, prefix + "attention.self.value", hidden, hidden);
            linear(specs, prefix + "attention.output.dense", hidden, hidden);
            layerNorm(specs, prefix + "attention.output.LayerNorm", hidden);
            linear(specs, prefix + "intermediate.dense", intermediate, hidden);
            linear(specs, prefix + "output.dense", hidden, intermediate);
            layerNorm(specs, prefix + "output.LayerNorm", hidden);
        }
        if (config.pooler()) {
            linear(specs, "pooler.dense", hidden, hidden);
        }
        return List.copyOf(specs);
    }

    /** The classifier head's parameters: {@code classifier.weight [classes, hidden]} and {@code classifier.bias}. */
    public static List<ParameterSpec> classifier(EncoderConfig config, int classes) {
        List<ParameterSpec> specs = new ArrayList<>();
        linear(specs, "classifier", classes, config.hiddenSize());
        return List.copyOf(specs);
    }

    private static void linear(List<ParameterSpec> specs, String name, long out, long in) {
        specs.add(matrix(name + ".weight", out, in));
        specs.add(new ParameterSpec(name + ".bias", List.of(out)));
    }

    private static void layerNorm(List<ParameterSpec> specs, String name, long width) {
        specs.add(new ParameterSpec(name + ".weight", List.of(width)));
        specs.add(new ParameterSpec(name + ".bias", List.of(width)));
    }

    private static ParameterSpec matrix(String name, long rows, long columns) {
        return new ParameterSpec(name, List.of(rows, columns));
    }
}
