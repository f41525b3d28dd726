package io.verdict.cli;

import io.verdict.export.Comparison;
import io.verdict.export.ComparisonText;
import io.verdict.export.LoadedModel;
import io.verdict.export.SampleText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verdict verify}: whether two models compute the same. */
@Command(
        name = "verify",
        header = "Compare what two models compute.",
        customSynopsis = "verdict verify DIR|FILE --against DIR|FILE [OPTIONS]",
        description = {
            "",
            "Each is a saved model, an export, an ONNX file or a SameDiff file. Prints the texts whose logits differ most,"
                    + " and an arrow where a label differs. A file takes the tokenizer beside it, or else the other"
                    + " model's. The exit code is 1 if a logit differs by more than the tolerance."
        },
        footer = {
            "",
            "Example:",
            "  verdict verify verdict-onnx/model.onnx --against verdict-model \\",
            "      --input test.csv"
        })
final class VerifyCommand implements Callable<Integer> {
    private final Console console;
    private final GlobalOptions options;

    @Parameters(paramLabel = "DIR|FILE", description = "The model that is looked at.")
    Path model = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "DIR|FILE",
            required = true,
            description = "The model that it should agree with.")
    Path reference = Path.of("");

    @Mixin
    final SampleSettings sample = new SampleSettings();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many texts are printed. Default: ${DEFAULT-VALUE}.")
    int rows;

    @Spec
    CommandSpec spec = CommandSpec.create();

    VerifyCommand(Console console, GlobalOptions options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        if (rows < 0) {
            throw new ParameterException(spec.commandLine(), "--rows is " + rows + ", must not be negative.");
        }
        List<SampleText> texts = sample.texts(spec.commandLine());
        Backend.start(options);
        try (LoadedModel expected = LoadedModel.open(reference);
                LoadedModel actual = LoadedModel.open(model)) {
            Comparison comparison = Comparison.of(expected, actual, texts, sample.tolerance);
            console.out().print(ComparisonText.of(comparison, rows));
            console.out().flush();
            return comparison.agrees() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
