package io.verdict.export;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.ByName;
import java.util.List;
import java.util.Locale;

/** What a model can be exported as. */
public enum ExportFormat {
    /** An ONNX file of standard operators, opset 17. */
    ONNX("model.onnx"),
    /** A SameDiff file of ND4J's own ops. */
    SAMEDIFF("model.fb"),
    /** The folder of HuggingFace's transformers that Verdict saves anyway, with its reports. */
    HUGGINGFACE("model.safetensors");

    private final String modelFile;

    ExportFormat(String modelFile) {
        this.modelFile = modelFile;
    }

    /** The name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return id();
    }

    /** The file in the exported folder that holds the parameters. */
    public String modelFile() {
        return modelFile;
    }

    /** The names of all. */
    public static List<String> available() {
        return ByName.names(values(), ExportFormat::id);
    }

    /**
     * The format of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them
     */
    public static ExportFormat fromId(String id) {
        return ByName.find("format", id, values(), ExportFormat::id);
    }
}
