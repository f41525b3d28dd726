package io.verdict.onnx;

import io.verdict.transformer.Encoder;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.SafetensorsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A HuggingFace BERT in safetensors: {@code BertModel}, or a model around it, whose names then begin with
 * {@code bert.}.
 */
final class SafetensorsWeights {
    private static final String PREFIX = "bert.";
    /** Heads of pre-training, and a buffer that older releases saved. */
    private static final List<String> IGNORED = List.of("cls.", "embeddings.position_ids");

    /** What old checkpoints, converted from TensorFlow, call a layer norm's parameters. */
    private static final Map<String, String> OLD_SUFFIXES = Map.of(".gamma", ".weight", ".beta", ".bias");

    private SafetensorsWeights() {}

    record Result(Encoder encoder, Optional<ClassifierHead> head) {}

    /**
     * Reads encoder and head.
     *
     * @throws VerdictException if the tensors are not those that the configuration needs
     */
    static Result read(Path path, HuggingFaceConfig huggingFace) {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            Map<String, String> tensors = new LinkedHashMap<>();
            for (String tensor : file.names()) {
                String name = parameter(tensor);
                if (IGNORED.stream().noneMatch(name::startsWith) && tensors.put(name, tensor) != null) {
                    throw new VerdictException(path + " has the parameter " + name + " twice");
                }
            }
            boolean head = tensors.containsKey(ParameterSpec.CLASSIFIER_WEIGHT)
                    && tensors.containsKey(ParameterSpec.CLASSIFIER_BIAS);
            EncoderConfig config = huggingFace.encoder(tensors.containsKey("pooler.dense.weight"));
            requireFit(path, file, tensors, config, head);
            Parameters parameters = new Parameters();
            for (ParameterSpec spec : ParameterSpec.encoder(config)) {
                parameters.add(spec.name(), load(file, tensors, spec.name()));
            }
            Optional<ClassifierHead> classifier = Optional.empty();
            if (head) {
                INDArray bias = load(file, tensors, ParameterSpec.CLASSIFIER_BIAS);
                classifier = Optional.of(new ClassifierHead(
                        Pooling.POOLER,
                        load(file, tensors, ParameterSpec.CLASSIFIER_WEIGHT),
                        bias,
                        huggingFace.labels(Math.toIntExact(bias.length()))));
            }
            return new Result(new Encoder(config, parameters), classifier);
        }
    }

    private static INDArray load(SafetensorsFile file, Map<String, String> tensors, String parameter) {
        return file.load(tensors.getOrDefault(parameter, parameter));
    }

    private static String parameter(String tensor) {
        String name = tensor.startsWith(PREFIX) ? tensor.substring(PREFIX.length()) : tensor;
        for (Map.Entry<String, String> suffix : OLD_SUFFIXES.entrySet()) {
            if (name.endsWith(suffix.getKey())) {
                return name.substring(0, name.length() - suffix.getKey().length()) + suffix.getValue();
            }
        }
        return name;
    }

    private static void requireFit(
            Path path, SafetensorsFile file, Map<String, String> tensors, EncoderConfig config, boolean head) {
        List<ParameterSpec> specs = new ArrayList<>(ParameterSpec.encoder(config));
        if (head) {
            List<Long> shape = file.shape(tensors.getOrDefault(ParameterSpec.CLASSIFIER_BIAS, ""));
            long classes = Constant.size(shape);
            specs.addAll(ParameterSpec.classifier(config, Math.toIntExact(classes)));
        }
        List<String> missing = new ArrayList<>();
        List<String> misshaped = new ArrayList<>();
        List<String> unexpected = new ArrayList<>(tensors.keySet());
        for (ParameterSpec spec : specs) {
            unexpected.remove(spec.name());
            String tensor = tensors.get(spec.name());
            if (tensor == null) {
                missing.add(spec.name());
            } else if (!file.shape(tensor).equals(spec.shape())) {
                misshaped.add(spec.name() + " is " + file.shape(tensor) + ", expected " + spec.shape());
            }
        }
        new Parameters.Difference(missing, unexpected, misshaped).requireEmpty(path + " by its config.json");
    }
}
