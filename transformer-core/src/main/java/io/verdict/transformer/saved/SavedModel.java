package io.verdict.transformer.saved;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierConfig;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A text classifier as a folder: complete, so that it loads without a network and without its backbone, and readable by
 * HuggingFace's transformers.
 *
 * @param classifier the encoder with its head; the caller closes it
 * @param tokenizer the tokenizer, which cuts texts to the card's {@code maxLength}
 * @param card labels, metrics and the like
 */
public record SavedModel(Classifier classifier, Tokenizer tokenizer, ModelCard card) {
    static final String CONFIG = "config.json";
    static final String PARAMETERS = "model.safetensors";
    static final List<String> FILES = List.of(
            CONFIG, TokenizerFolder.TOKENIZER, TokenizerFolder.CONFIG, TokenizerFolder.SPECIAL_TOKENS, PARAMETERS);
    /** What transformers puts before the names of the encoder's parameters. */
    static final String PREFIX = "bert.";

    /** @throws VerdictException if labels, lengths or vocabularies do not fit each other */
    public SavedModel {
        EncoderConfig encoder = classifier.config().encoder();
        if (card.labels().size() != classifier.config().classes()) {
            throw new VerdictException("The model has " + classifier.config().classes() + " classes, but "
                    + card.labels().size() + " labels: " + card.labels());
        }
        if (card.maxLength() > encoder.maxPositions()) {
            throw new VerdictException("max_length is " + card.maxLength() + ", but the encoder has positions for "
                    + encoder.maxPositions() + " tokens only");
        }
        if (tokenizer.vocabularySize() > encoder.vocabularySize()) {
            throw new VerdictException("The tokenizer has " + tokenizer.vocabularySize() + " tokens, the encoder knows "
                    + encoder.vocabularySize() + "; they do not belong together");
        }
    }

    /**
     * Saves the model.
     *
     * @param folder is made; it must not hold anything unless {@code overwrite} is true and it is a Verdict model
     * @param overwrite whether a model that is there already is replaced, which happens only once the new one is whole
     * @param reports writes further files beside the model's, such as metrics; they are not needed to load it
     * @throws VerdictException if the folder is occupied or cannot be written; it is then as it was
     */
    public void save(Path folder, boolean overwrite, AtomicFolder.Content reports) {
        requirePlace(folder, overwrite);
        AtomicFolder.write(folder, fresh -> {
            reports.writeTo(fresh);
            List<String> reportNames = names(fresh);
            JsonFile.write(
                    fresh.resolve(CONFIG),
                    HuggingFaceConfig.write(
                            classifier.config(),
                            card,
                            tokenizer.tokenToId("[PAD]").orElse(0)));
            TokenizerFolder.write(fresh, tokenizer, card.maxLength());
            SafetensorsWriter.write(fresh.resolve(PARAMETERS), tensors(), Map.of("format", "pt"));
            Map<String, FileFingerprint> files = new LinkedHashMap<>();
            for (String name : FILES) {
                files.put(name, FileFingerprint.of(fresh.resolve(name)));
            }
            Manifest.of(card, classifier.config(), files, reportNames).write(fresh);
        });
    }

    /** Saves the model alone, see {@link #save(Path, boolean, AtomicFolder.Content)}. */
    public void save(Path folder, boolean overwrite) {
        save(folder, overwrite, ignored -> {});
    }

    /**
     * Loads a model.
     *
     * @throws VerdictException if a file is missing, truncated or altered, or does not fit the others; the message
     *     names it
     */
    public static SavedModel load(Path folder) {
        return CheckedModel.of(folder).load();
    }

    /** Whether a folder holds a Verdict model; whether it is intact only {@link #load} tells. */
    public static boolean isModel(Path folder) {
        return Files.isRegularFile(folder.resolve(Manifest.NAME));
    }

    /**
     * The names of all files that came with a model, reports too; of reports, which may be deleted, those that are there.
     *
     * @throws VerdictException if the folder is no saved model
     */
    public static List<String> files(Path folder) {
        Manifest manifest = Manifest.read(folder);
        List<String> names = new ArrayList<>(manifest.files().keySet());
        manifest.reports().stream()
                .filter(name -> Files.exists(folder.resolve(name)))
                .forEach(names::add);
        names.add(Manifest.NAME);
        return List.copyOf(names);
    }

    /**
     * Checks, before anything is computed, that {@link #save} may write there.
     *
     * @throws VerdictException if not
     */
    public static void requirePlace(Path folder, boolean overwrite) {
        if (!AtomicFolder.isOccupied(folder)) {
            return;
        }
        if (!isModel(folder)) {
            throw new VerdictException(folder + " exists and is no Verdict model; give a folder that is new or empty");
        }
        if (!overwrite) {
            throw new VerdictException(folder + " holds a model already; ask for overwriting or give another folder");
        }
        Manifest manifest = Manifest.read(folder);
        Set<String> strangers;
        try {
            strangers = new HashSet<>(names(folder));
        } catch (IOException e) {
            throw new VerdictException(folder + " cannot be read: " + e.getMessage(), e);
        }
        strangers.removeAll(manifest.files().keySet());
        manifest.reports().forEach(strangers::remove);
        strangers.remove(Manifest.NAME);
        if (!strangers.isEmpty()) {
            throw new VerdictException(
                    folder + " also holds " + strangers.stream().sorted().toList()
                            + ", which did not come with the model; move them away before it is overwritten");
        }
    }

    static List<ParameterSpec> specs(ClassifierConfig config) {
        List<ParameterSpec> specs = new ArrayList<>(ParameterSpec.encoder(config.encoder()));
        specs.addAll(ParameterSpec.classifier(config.encoder(), config.classes()));
        return specs;
    }

    private Map<String, INDArray> tensors() {
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        classifier
                .parameters()
                .names()
                .forEach(name ->
                        tensors.put(savedName(name), classifier.parameters().get(name)));
        return tensors;
    }

    static String savedName(String parameter) {
        return parameter.startsWith("classifier.") ? parameter : PREFIX + parameter;
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        return names.stream().sorted().toList();
    }
}
