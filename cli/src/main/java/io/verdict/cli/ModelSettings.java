package io.verdict.cli;

import io.verdict.export.Engine;
import io.verdict.onnx.Backbones;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Pooling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The backbone and what is put on it. */
final class ModelSettings {
    @Option(
            names = "--model.backbone",
            paramLabel = "NAME|DIR|FILE",
            defaultValue = Backbones.DEFAULT,
            scope = ScopeType.INHERIT,
            description = "A name that \"verdict backbones\" lists, a folder with model.onnx and tokenizer.json, or an"
                    + " ONNX file beside its tokenizer.json. Default: ${DEFAULT-VALUE}.")
    String backbone = Backbones.DEFAULT;

    @Option(
            names = "--model.max_length",
            paramLabel = "N",
            defaultValue = "128",
            scope = ScopeType.INHERIT,
            description = "Tokens at which a text is cut. Default: ${DEFAULT-VALUE}.")
    int maxLength;

    @Option(
            names = "--model.pooling",
            paramLabel = "HEAD",
            completionCandidates = Available.Heads.class,
            scope = ScopeType.INHERIT,
            description = "What the head reads: mean of the rows, cls (the first row) or pooler. Default: mean, or what"
                    + " the head reads that --model.keep_head keeps.")
    @Nullable
    Pooling pooling;

    @Option(
            names = "--model.keep_head",
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "false",
            fallbackValue = "true",
            scope = ScopeType.INHERIT,
            description = "Train on with the classification head that the backbone has, a model that Verdict saved for"
                    + " example, in place of a fresh one; its labels must be the data's. Default: ${DEFAULT-VALUE}.")
    boolean keepHead;

    @Option(
            names = "--model.dropout",
            paramLabel = "P",
            defaultValue = "0.1",
            scope = ScopeType.INHERIT,
            description = "Probability with which training sets values to zero: one everywhere, or some by name, as in"
                    + " hidden=0.1,attention=0,classifier=0.3. Default: ${DEFAULT-VALUE}.")
    Dropout dropout = Dropout.BERT;

    @Option(
            names = "--model.enable_ort",
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "false",
            fallbackValue = "true",
            scope = ScopeType.INHERIT,
            description =
                    "Say what was fused in the graph that is trained, and test and predict with ONNX Runtime, which"
                            + " has to be there: set VERDICT_ONNXRUNTIME=yes once. Default: ${DEFAULT-VALUE}.")
    boolean enableOrt;

    /** What computes predictions. */
    Engine engine() {
        return enableOrt ? Engine.ONNXRUNTIME : Engine.SAMEDIFF;
    }
}
