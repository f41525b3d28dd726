package io.verdict.transformer.saved;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierConfig;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.VerdictException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * A saved model whose files have been checked and of which everything but the parameters has been read. That much needs
 * nothing of ND4J: it can be done in one thread while ND4J starts in another. {@link #load} then reads the parameters.
 */
public final class CheckedModel {
    private static final String POOLER = "pooler.dense.weight";

    private final Path folder;
    private final JsonFile verdict;
    private final JsonFile config;
    private final Manifest manifest;
    private final ModelCard card;
    private final Tokenizer tokenizer;

    private CheckedModel(
            Path folder, JsonFile verdict, JsonFile config, Manifest manifest, ModelCard card, Tokenizer tokenizer) {
        this.folder = folder;
        this.verdict = verdict;
        this.config = config;
        this.manifest = manifest;
        this.card = card;
        this.tokenizer = tokenizer;
    }

    /**
     * Checks the files of a model.
     *
     * @throws VerdictException if a file is missing, truncated or altered, or does not fit the others; the message
     *     names it
     */
    public static CheckedModel of(Path folder) {
        if (!SavedModel.isModel(folder)) {
            throw new VerdictException(folder + " is no saved model: it "
                    + (Files.isDirectory(folder) ? "has no " + Manifest.NAME : "is not a folder")
                    + "; give a folder that Verdict saved");
        }
        JsonFile verdict = JsonFile.read(folder.resolve(Manifest.NAME));
        Manifest manifest = Manifest.read(verdict);
        for (String name : SavedModel.FILES) {
            if (!name.equals(SavedModel.PARAMETERS)) {
                verify(folder, manifest, name);
            }
        }
        // The parameters are most of the bytes; their digest takes as long as reading the tokenizer.
        CompletableFuture<Tokenizer> tokenizer =
                CompletableFuture.supplyAsync(() -> Tokenizer.load(folder.resolve(TokenizerFolder.TOKENIZER)));
        verify(folder, manifest, SavedModel.PARAMETERS);
        JsonFile config = JsonFile.read(folder.resolve(SavedModel.CONFIG));
        if (!HuggingFaceConfig.labels(config).equals(manifest.labels())) {
            throw new VerdictException(folder.resolve(SavedModel.CONFIG) + " names the labels "
                    + HuggingFaceConfig.labels(config) + ", " + Manifest.NAME + " names " + manifest.labels());
        }
        Dropout dropout = config.checked(() -> HuggingFaceConfig.dropout(config));
        boolean multiLabel = HuggingFaceConfig.multiLabel(config);
        ModelCard card = verdict.checked(() -> new ModelCard(
                manifest.labels(),
                multiLabel,
                manifest.maxLength(),
                manifest.backbone(),
                dropout,
                manifest.seed(),
                manifest.metrics()));
        return new CheckedModel(folder, verdict, config, manifest, card, result(tokenizer));
    }

    /**
     * Begins to check the files of a model in another thread.
     *
     * @return waits for what {@link #of} gives, or throws what it throws
     */
    public static Supplier<CheckedModel> inBackground(Path folder) {
        CompletableFuture<CheckedModel> checked = CompletableFuture.supplyAsync(() -> of(folder));
        return () -> result(checked);
    }

    /**
     * Reads the parameters.
     *
     * @return the model; each call makes one of its own
     * @throws VerdictException if they do not fit the configuration
     */
    public SavedModel load() {
        Classifier classifier = classifier();
        try {
            return verdict.checked(() -> new SavedModel(classifier, tokenizer, card));
        } catch (RuntimeException e) {
            classifier.close();
            throw e;
        }
    }

    private static void verify(Path folder, Manifest manifest, String name) {
        FileFingerprint expected = manifest.files().get(name);
        if (expected == null) {
            throw new VerdictException(
                    folder.resolve(Manifest.NAME) + " lists no " + name + ": it is damaged; save the model again");
        }
        expected.verify(folder.resolve(name));
    }

    /** What another thread has read, or the exception that it threw. */
    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    private Classifier classifier() {
        Path path = folder.resolve(SavedModel.PARAMETERS);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            EncoderConfig encoder = config.checked(
                    () -> HuggingFaceConfig.encoder(config, file.names().contains(SavedModel.PREFIX + POOLER)));
            ClassifierConfig classifier = config.checked(() -> new ClassifierConfig(
                    encoder, manifest.pooling(), manifest.labels().size()));
            Set<String> unexpected = new HashSet<>(file.names());
            Parameters parameters = new Parameters();
            try {
                for (ParameterSpec spec : SavedModel.specs(classifier)) {
                    String name = SavedModel.savedName(spec.name());
                    if (!file.shape(name).equals(spec.shape())) {
                        throw new VerdictException(path + ": " + name + " has the shape " + file.shape(name) + ", by "
                                + SavedModel.CONFIG + " it is " + spec.shape() + "; copy or save the model again");
                    }
                    parameters.add(spec.name(), file.load(name));
                    unexpected.remove(name);
                }
                if (!unexpected.isEmpty()) {
                    throw new VerdictException(path + " has tensors that the model does not: "
                            + unexpected.stream().sorted().toList());
                }
                return new Classifier(classifier, parameters);
            } catch (RuntimeException e) {
                parameters.close();
                throw e;
            }
        }
    }
}
