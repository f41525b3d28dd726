package io.verdict.cli;

import io.verdict.export.Comparison;
import io.verdict.export.ExportFormat;
import io.verdict.export.ModelExport;
import io.verdict.export.SampleText;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verdict export}: a saved model in another format, verified. */
@Command(
        name = "export",
        header = "Write a saved model as ONNX, SameDiff or HuggingFace files.",
        customSynopsis = "verdict export --model DIR --format FORMAT --output DIR [OPTIONS]",
        description = {
            "",
            "onnx: an ONNX file of standard operators (opset 17), for ONNX Runtime and others. samediff: a SameDiff file"
                    + " of ND4J's own ops, for programs with ND4J and without Verdict. huggingface: the folder as"
                    + " transformers reads it.",
            "",
            "What was written is read again and run in its own runtime on some texts. If a logit differs from the model's"
                    + " by more than the tolerance, nothing is left; else verification.json in the folder says what was"
                    + " compared. ONNX needs ONNX Runtime: set VERDICT_ONNXRUNTIME=yes once."
        },
        footer = {
            "",
            "Examples:",
            "  VERDICT_ONNXRUNTIME=yes verdict export --model verdict-model \\",
            "      --format onnx --output verdict-onnx",
            "  verdict export --model verdict-model --format samediff \\",
            "      --output verdict-samediff --input test.csv"
        })
final class ExportCommand implements Runnable {
    private final Console console;
    private final GlobalOptions options;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "The folder of a saved model.")
    Path model = Path.of("");

    @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "onnx, samediff or huggingface.")
    ExportFormat format = ExportFormat.ONNX;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            required = true,
            description = "The folder to write, which must be new or empty.")
    Path output = Path.of("");

    @Mixin
    final SampleSettings sample = new SampleSettings();

    @Option(names = "--overwrite", description = "Replace an export that is in the folder.")
    boolean overwrite;

    @Spec
    CommandSpec spec = CommandSpec.create();

    ExportCommand(Console console, GlobalOptions options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public void run() {
        List<SampleText> texts = sample.texts(spec.commandLine());
        Backend.start(options);
        Comparison comparison = ModelExport.of(model, format)
                .withTexts(texts)
                .withTolerance(sample.tolerance)
                .withOverwrite(overwrite)
                .write(output);
        if (!options.quiet) {
            console.say("Verified with " + comparison.other() + "\n  " + comparison.summary());
        }
        console.out().line(output.resolve(format.modelFile()).toString());
        console.out().flush();
    }
}
