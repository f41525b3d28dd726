package io.verdict.cli;

import io.verdict.trainer.TextClassifier;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.transformer.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verdict predict}: texts in, classes out. */
@Command(
        name = "predict",
        header = "Classify texts with a saved model.",
        customSynopsis = "verdict predict --model DIR [OPTIONS] [TEXT...]",
        description = {"", "The texts are the arguments, or a column of a CSV file, or the lines of standard input."},
        footer = {
            "",
            "Examples:",
            "  verdict predict --model verdict-model \"You have won a prize\"",
            "  verdict predict --model verdict-model --input mails.csv --field text \\",
            "      --output probabilities --format csv > out.csv"
        })
final class PredictCommand implements Runnable {
    private final Console console;
    private final GlobalOptions options;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "The folder of a saved model.")
    Path model = Path.of("");

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "Texts to classify.")
    List<String> texts = List.of();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "A CSV file with the texts; *.tsv is separated by tabs.")
    @Nullable
    Path input;

    @Option(
            names = "--field",
            paramLabel = "COLUMN",
            description = "The column of that file with the texts. Default: text.")
    @Nullable
    String field;

    @Option(
            names = "--output",
            paramLabel = "KIND",
            defaultValue = "labels",
            description = "labels, probabilities, logits, or classes (their numbers). Default: ${DEFAULT-VALUE}.")
    OutputKind output = OutputKind.LABELS;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (a line each: what was asked for, then the text, cut), csv, or jsonl. Default:"
                    + " ${DEFAULT-VALUE}.")
    PredictionFormat format = PredictionFormat.TEXT;

    @Spec
    CommandSpec spec = CommandSpec.create();

    PredictCommand(Console console, GlobalOptions options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public void run() {
        if (!texts.isEmpty() && input != null) {
            throw new ParameterException(spec.commandLine(), "Give texts or --input, not both.");
        }
        if (field != null && input == null) {
            throw new ParameterException(spec.commandLine(), "--field names a column of --input, which is missing.");
        }
        Optional<TextSource> source = Optional.ofNullable(input).flatMap(this::read);
        if (!texts.isEmpty()) {
            Compute.expectFewTexts();
        }
        Predictions predictions = new Predictions(console, output, format);
        try (TextClassifier classifier = ModelLoading.load(model, options)) {
            if (source.isPresent()) {
                predictions.printAll(classifier, source.get());
            } else if (!texts.isEmpty()) {
                predictions.print(classifier, texts);
            } else {
                predictions.printAll(classifier, StandardInput.lines(console));
            }
        }
    }

    private Optional<TextSource> read(Path file) {
        return TextClassificationData.fromCsv()
                .inputField(field == null ? "text" : field)
                .predictFile(file)
                .load()
                .predict();
    }
}
