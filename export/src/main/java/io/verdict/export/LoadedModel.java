package io.verdict.export;

import io.verdict.export.engine.OnnxRuntimeEngine;
import io.verdict.export.engine.StockSameDiffEngine;
import io.verdict.tokenizer.Encoding;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.tokenizer.Truncation;
import io.verdict.transformer.ClassifierEngine;
import io.verdict.transformer.LogitsEngine;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.ClassifierFiles;
import io.verdict.transformer.saved.SavedModel;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A classifier of any format, ready to compute: a folder that Verdict saved, an ONNX file, a SameDiff file, or a folder
 * with such a file.
 */
public final class LoadedModel implements AutoCloseable {
    private final Path path;
    private final LogitsEngine engine;
    private final @Nullable Tokenizer tokenizer;
    private final @Nullable Labels labels;
    /** What else to free. */
    private final Runnable free;

    private LoadedModel(
            Path path, LogitsEngine engine, @Nullable Tokenizer tokenizer, @Nullable Labels labels, Runnable free) {
        this.path = path;
        this.engine = engine;
        this.tokenizer = tokenizer;
        this.labels = labels;
        this.free = free;
    }

    /**
     * Opens a model. Beside an ONNX or SameDiff file may lie {@code tokenizer.json} and {@code config.json}.
     *
     * @throws VerdictException if it is none of these, is damaged, or its runtime is not there
     */
    public static LoadedModel open(Path path) {
        if (SavedModel.isModel(path)) {
            return of(path, SavedModel.load(path));
        }
        if (Files.isDirectory(path)) {
            return ofFile(modelIn(path), path);
        }
        if (!Files.exists(path)) {
            throw new VerdictException("There is no " + path);
        }
        Path parent = path.toAbsolutePath().getParent();
        return ofFile(path, parent == null ? path : parent);
    }

    /** A model that was saved in this folder and is loaded; it is taken over. */
    static LoadedModel of(Path folder, SavedModel saved) {
        return new LoadedModel(
                folder,
                new ClassifierEngine(saved.classifier()),
                saved.tokenizer()
                        .withPadding(null)
                        .withTruncation(Truncation.to(saved.card().maxLength())),
                Labels.of(saved.card().labels()).withMultiLabel(saved.card().multiLabel()),
                saved.classifier()::close);
    }

    /** A model in memory with one of its engines; neither is taken over. */
    static LoadedModel of(TextClassifier model, LogitsEngine engine) {
        return new LoadedModel(Path.of("model"), engine, model.tokenizer(), model.labels(), () -> {});
    }

    private static LoadedModel ofFile(Path file, Path folder) {
        Optional<ClassifierFiles> beside = ClassifierFiles.read(folder);
        LogitsEngine engine = engine(file);
        return new LoadedModel(
                file,
                engine,
                beside.map(ClassifierFiles::tokenizer).orElse(null),
                beside.filter(files -> !files.labels().isEmpty())
                        .map(files -> Labels.of(files.labels()).withMultiLabel(files.multiLabel()))
                        .orElse(null),
                () -> {});
    }

    private static Path modelIn(Path folder) {
        return Stream.of(ExportFormat.ONNX, ExportFormat.SAMEDIFF)
                .map(format -> folder.resolve(format.modelFile()))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new VerdictException(folder + " is no model that Verdict saved, and holds no "
                        + ExportFormat.ONNX.modelFile() + " and no " + ExportFormat.SAMEDIFF.modelFile()));
    }

    private static LogitsEngine engine(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".onnx")) {
            return OnnxRuntimeEngine.open(file);
        }
        if (name.endsWith(".fb")) {
            return StockSameDiffEngine.open(file);
        }
        throw new VerdictException("The name of " + file + " does not tell its format; an ONNX file ends in .onnx, a"
                + " SameDiff file in .fb, and a saved model is named by its folder");
    }

    /** What computes. */
    public LogitsEngine engine() {
        return engine;
    }

    /** The tokenizer, which cuts texts to the model's length; empty if none lies beside the file. */
    public Optional<Tokenizer> tokenizer() {
        return Optional.ofNullable(tokenizer);
    }

    /** The labels; empty if the file says none. */
    public Optional<Labels> labels() {
        return Optional.ofNullable(labels);
    }

    Encoding encode(SampleText text) {
        if (tokenizer == null) {
            throw new VerdictException("Neither model has a tokenizer: put the tokenizer.json beside " + path
                    + ", or compare with a saved model");
        }
        return text.pair()
                .map(pair -> tokenizer.encode(text.text(), pair))
                .orElseGet(() -> tokenizer.encode(text.text()));
    }

    /** The path and what computes. */
    @Override
    public String toString() {
        return path + " (" + engine.description() + ")";
    }

    @Override
    public void close() {
        engine.close();
        free.run();
    }
}
