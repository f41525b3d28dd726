package io.verdict.cli;

import io.verdict.export.Engine;
import io.verdict.transformer.Compute;
import io.verdict.transformer.saved.CheckedModel;
import io.verdict.transformer.saved.SavedModel;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Loads saved models. Their files are read and checked while ND4J starts: each takes about half a second. */
final class ModelLoading {
    private ModelLoading() {}

    /**
     * Starts the backend and loads a model.
     *
     * @throws io.verdict.transformer.VerdictException if the backend cannot start, or the folder is no saved model or
     *     damaged
     */
    static TextClassifier load(Path folder, GlobalOptions options) {
        return load(folder, options, Engine.SAMEDIFF);
    }

    /** The same; its predictions are computed by {@code engine}, which must be there. */
    static TextClassifier load(Path folder, GlobalOptions options, Engine engine) {
        engine.requirePresent();
        Supplier<CheckedModel> checked = CheckedModel.inBackground(folder);
        Backend.start(options);
        Compute.prepare();
        SavedModel saved = checked.get().load();
        TextClassifier model = new TextClassifier(
                saved.classifier(),
                saved.tokenizer(),
                Labels.of(saved.card().labels()).withMultiLabel(saved.card().multiLabel()),
                saved.card().maxLength());
        try {
            return engine.on(model);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }
}
