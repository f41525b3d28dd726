package io.verdict.export;

import io.verdict.export.engine.OnnxRuntime;
import io.verdict.export.engine.OnnxRuntimeEngine;
import io.verdict.export.onnx.OnnxFile;
import io.verdict.transformer.ClassifierEngine;
import io.verdict.transformer.LogitsEngine;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.AtomicFolder;
import io.verdict.transformer.text.ByName;
import io.verdict.transformer.text.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a model's predictions are computed by. */
public enum Engine {
    /** Verdict's own. */
    SAMEDIFF(ClassifierEngine.NAME),
    /** ONNX Runtime, which is optional: {@code com.microsoft.onnxruntime:onnxruntime}. */
    ONNXRUNTIME(OnnxRuntime.NAME);

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final String id;

    Engine(String id) {
        this.id = id;
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    @Override
    public String toString() {
        return id;
    }

    /** The names of all. */
    public static List<String> available() {
        return ByName.names(values(), Engine::id);
    }

    /**
     * The engine of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them
     */
    public static Engine fromId(String id) {
        return ByName.find("engine", id, values(), Engine::id);
    }

    /**
     * Fails where this engine cannot be used, so that it does before anything is loaded.
     *
     * @throws VerdictException that says what to do
     */
    public void requirePresent() {
        if (this == ONNXRUNTIME) {
            OnnxRuntime.require("The engine " + id);
        }
    }

    /**
     * A model that predicts by this engine. For ONNX Runtime the model is written to a temporary file, and what ONNX
     * Runtime makes of it is compared with Verdict's own engine on the {@linkplain SampleText#BUILT_IN built-in texts}.
     *
     * @param model is taken over, and must not be used any more if the result is another
     * @throws VerdictException if the engine is not there, or its logits differ by more than
     *     {@link Comparison#TOLERANCE}; the model can be used then as before
     */
    public TextClassifier on(TextClassifier model) {
        if (model.engine().name().equals(id)) {
            return model;
        }
        if (this == SAMEDIFF) {
            return model.withEngine(new ClassifierEngine(model.classifier()));
        }
        requirePresent();
        LogitsEngine engine = onnxRuntime(model);
        try {
            LoadedModel own = LoadedModel.of(model, new ClassifierEngine(model.classifier()));
            List<SampleText> texts = SampleText.readable(
                    SampleText.BUILT_IN, model.classifier().config().encoder());
            Comparison comparison = Comparison.of(own, LoadedModel.of(model, engine), texts, Comparison.TOLERANCE);
            own.engine().close();
            if (!comparison.agrees()) {
                throw new VerdictException("The engine " + id + " does not compute what the model computes.\n"
                        + ComparisonText.of(comparison, 3).strip());
            }
            LOG.info("Engine {}: {}", engine.description(), comparison.summary());
            return model.withEngine(engine);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static LogitsEngine onnxRuntime(TextClassifier model) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("verdict-");
            Path file = folder.resolve(ExportFormat.ONNX.modelFile());
            OnnxFile.write(model.classifier(), file);
            return OnnxRuntimeEngine.open(file);
        } catch (IOException e) {
            throw new VerdictException("The model cannot be written for ONNX Runtime: " + e.getMessage(), e);
        } finally {
            if (folder != null) {
                AtomicFolder.delete(folder);
            }
        }
    }
}
