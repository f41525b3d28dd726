package io.verdict.transformer.saved;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.tokenizer.Truncation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What lies beside a classifier's parameters in HuggingFace's layout, whatever format they have: labels and tokenizer.
 *
 * @param tokenizer cuts texts to the length that the files name; does not pad
 * @param labels the names of the classes; empty if there is no {@code config.json}
 * @param multiLabel whether a text can have several
 */
public record ClassifierFiles(Tokenizer tokenizer, List<String> labels, boolean multiLabel) {
    /** The files' names. */
    public static final List<String> NAMES = List.of(
            SavedModel.CONFIG, TokenizerFolder.TOKENIZER, TokenizerFolder.CONFIG, TokenizerFolder.SPECIAL_TOKENS);

    /** {@code model_max_length} of tokenizers that know none is about 1e30. */
    private static final double LONGEST = 1e6;

    public ClassifierFiles {
        labels = List.copyOf(labels);
    }

    /**
     * Reads the files of a folder.
     *
     * @return empty if there is no {@code tokenizer.json}
     * @throws io.verdict.transformer.VerdictException if a file is damaged
     */
    public static Optional<ClassifierFiles> read(Path folder) {
        Path tokenizerJson = folder.resolve(TokenizerFolder.TOKENIZER);
        if (!Files.isRegularFile(tokenizerJson)) {
            return Optional.empty();
        }
        Optional<JsonFile> config = json(folder.resolve(SavedModel.CONFIG));
        double maxLength = Math.min(
                json(folder.resolve(TokenizerFolder.CONFIG))
                        .map(json -> json.decimal("model_max_length", LONGEST))
                        .orElse(LONGEST),
                config.map(json -> json.decimal("max_position_embeddings", LONGEST))
                        .orElse(LONGEST));
        Tokenizer tokenizer = Tokenizer.load(tokenizerJson)
                .withPadding(null)
                .withTruncation(maxLength < LONGEST ? Truncation.to((int) maxLength) : null);
        Optional<JsonFile> named = config.filter(json -> !json.isNull("id2label"));
        return Optional.of(new ClassifierFiles(
                tokenizer,
                named.map(HuggingFaceConfig::labels).orElse(List.of()),
                config.filter(json -> !json.isNull("problem_type"))
                        .filter(HuggingFaceConfig::multiLabel)
                        .isPresent()));
    }

    /** Copies the files of a folder into another. */
    public static void copy(Path from, Path to) throws IOException {
        for (String name : NAMES) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
    }

    private static Optional<JsonFile> json(Path file) {
        return Files.isRegularFile(file) ? Optional.of(JsonFile.read(file)) : Optional.empty();
    }
}
