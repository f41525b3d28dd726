package io.verdict.onnx;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.transformer.VerdictException;
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
    private static final List<String> MODELS = List.of("model.onnx", "onnx/model.onnx");
    private static final List<String> TOKENIZERS = List.of("tokenizer.json", "vocab.txt");

    private BackboneFolder() {}

    static Backbone open(String name, Path path) {
        Path file = Files.isDirectory(path) ? model(path) : path;
        List<Path> folders = folders(
                Files.isDirectory(path)
                        ? path
                        : Objects.requireNonNull(file.toAbsolutePath().getParent()));
        ImportedModel imported = OnnxImporter.read(file);
        try {
            Optional<HuggingFaceConfig> config =
                    find(folders, "config.json").map(found -> HuggingFaceConfig.read(found, read(found)));
            config.ifPresent(found -> found.requireAgreement(imported.report()));
            ImportedModel model = config.isPresent() ? withLabels(imported, config.get()) : imported;
            int positions = model.encoder().config().maxPositions();
            int maxLength = find(folders, "tokenizer_config.json")
                    .map(found -> HuggingFaceConfig.maxLength(found, read(found), positions))
                    .orElse(positions);
            return new Backbone(name, model, tokenizer(folders), maxLength);
        } catch (RuntimeException e) {
            imported.close();
            throw e;
        }
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

    private static ImportedModel withLabels(ImportedModel model, HuggingFaceConfig config) {
        return new ImportedModel(
                model.encoder(),
                model.head()
                        .map(head -> new ClassifierHead(
                                head.pooling(), head.weight(), head.bias(), config.labels(head.classes()))),
                model.tail(),
                model.report());
    }
}
