package io.verdict.onnx;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.transformer.Encoder;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.SavedModel;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A backbone on disk, in the layouts in which HuggingFace's tools write models. */
final class BackboneFolder {
    private static final List<String> MODELS = List.of("model.onnx", "onnx/model.onnx", "model.safetensors");
    private static final List<String> TOKENIZERS = List.of("tokenizer.json", "vocab.txt");

    private BackboneFolder() {}

    static Backbone open(String name, Path path) {
        boolean folder = Files.isDirectory(path);
        if (folder && SavedModel.isModel(path)) {
            return saved(name, path);
        }
        List<Path> folders = folders(
                folder ? path : Objects.requireNonNull(path.toAbsolutePath().getParent()));
        Optional<HuggingFaceConfig> config =
                find(folders, "config.json").map(found -> HuggingFaceConfig.read(found, read(found)));
        Path file = folder ? model(path) : path;
        Weights weights = file.toString().endsWith(".safetensors") ? safetensors(file, config) : onnx(file, config);
        try {
            int positions = weights.encoder().config().maxPositions();
            int maxLength = find(folders, "tokenizer_config.json")
                    .map(found -> HuggingFaceConfig.maxLength(found, read(found), positions))
                    .orElse(positions);
            return new Backbone(
                    name, weights.encoder(), weights.head(), weights.report(), tokenizer(folders), maxLength);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private record Weights(Encoder encoder, Optional<ClassifierHead> head, Optional<ImportReport> report) {
        void close() {
            encoder.close();
            head.ifPresent(ClassifierHead::close);
        }
    }

    private static Weights onnx(Path file, Optional<HuggingFaceConfig> config) {
        OnnxFile model = OnnxFile.open(file);
        ImportedModel imported = OnnxImporter.read(model, false);
        try {
            config.ifPresent(found -> found.requireAgreement(imported.report()));
            Optional<ClassifierHead> head = imported.head()
                    .map(found -> found.withLabels(
                            config.map(labels -> labels.labels(found.classes())).orElse(List.of())));
            return new Weights(imported.encoder(), head, Optional.of(imported.report()));
        } catch (RuntimeException e) {
            imported.close();
            throw e;
        }
    }

    private static Weights safetensors(Path file, Optional<HuggingFaceConfig> config) {
        HuggingFaceConfig found = config.orElseThrow(() ->
                new VerdictException("There is no config.json beside " + file + ", which says what the tensors mean"));
        SafetensorsWeights.Result result = SafetensorsWeights.read(file, found);
        return new Weights(result.encoder(), result.head(), Optional.empty());
    }

    /** A model that Verdict saved, as the beginning of another one. */
    private static Backbone saved(String name, Path folder) {
        SavedModel saved = SavedModel.load(folder);
        Parameters all = saved.classifier().parameters();
        Parameters encoder = new Parameters();
        all.names().stream()
                .filter(parameter -> !parameter.equals(ParameterSpec.CLASSIFIER_WEIGHT)
                        && !parameter.equals(ParameterSpec.CLASSIFIER_BIAS))
                .forEach(parameter -> encoder.add(parameter, all.get(parameter)));
        ClassifierHead head = new ClassifierHead(
                saved.classifier().config().pooling(),
                all.get(ParameterSpec.CLASSIFIER_WEIGHT),
                all.get(ParameterSpec.CLASSIFIER_BIAS),
                saved.card().labels());
        return new Backbone(
                name,
                new Encoder(saved.classifier().config().encoder(), encoder),
                Optional.of(head),
                Optional.empty(),
                Optional.of(saved.tokenizer().toJson()),
                saved.card().maxLength());
    }

    /** The folder, and the one above if this is HuggingFace's {@code onnx} folder. */
    private static List<Path> folders(Path folder) {
        Path parent = folder.toAbsolutePath().normalize().getParent();
        boolean nested = parent != null
                && Objects.requireNonNull(folder.toAbsolutePath().normalize().getFileName())
                        .toString()
                        .equals("onnx");
        return nested ? List.of(folder, parent) : List.of(folder);
    }

    private static Path model(Path folder) {
        for (String name : MODELS) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        List<Path> others = onnxFiles(folder);
        if (others.size() == 1) {
            return others.get(0);
        }
        throw new VerdictException("The folder " + folder + " has no " + String.join(" and no ", MODELS)
                + (others.isEmpty()
                        ? "; export the model to ONNX into it"
                        : ", but " + others.size() + " other ONNX files; name one: " + others));
    }

    private static List<Path> onnxFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new VerdictException("The folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<String> tokenizer(List<Path> folders) {
        for (Path folder : folders) {
            for (String name : TOKENIZERS) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file)) {
                    return Optional.of(
                            name.equals("tokenizer.json")
                                    ? read(file)
                                    : Tokenizer.load(folder).toJson());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> find(List<Path> folders, String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new VerdictException(file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new VerdictException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
