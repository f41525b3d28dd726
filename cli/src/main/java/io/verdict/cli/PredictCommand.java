package io.verdict.cli;

import io.verdict.trainer.TextClassifier;
import io.verdict.trainer.data.FileDataBuilder;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.trainer.predict.Output;
import io.verdict.trainer.predict.PredictionJob;
import io.verdict.trainer.predict.PredictionSummary;
import io.verdict.transformer.Compute;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
        description = {
            "",
            "The texts are the arguments, or those of a file, or the lines of standard input. With --output_file a file"
                    + " of any size is classified in its order, and a job that was interrupted can go on."
        },
        footer = {
            "",
            "Examples:",
            "  verdict predict --model verdict-model \"You have won a prize\"",
            "  verdict predict --model verdict-model --file mails.csv \\",
            "      --output probabilities --format csv > out.csv",
            "  verdict predict --model verdict-model --file mails.parquet \\",
            "      --field body --output_file out.jsonl --errors bad.jsonl --resume"
        })
final class PredictCommand implements Runnable {
    private final Console console;
    private final GlobalOptions options;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "The folder of a saved model.")
    Path model = Path.of("");

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "Texts to classify.")
    List<String> texts = List.of();

    @Option(
            names = {"--file", "--input"},
            paramLabel = "FILE",
            description = "A file with the texts: csv, tsv, json, jsonl, parquet, or txt with a text a line.")
    @Nullable
    Path input;

    @Option(
            names = "--field",
            paramLabel = "COLUMN",
            split = ",",
            description = "The column of that file with the texts, or two, with a comma between, for pairs of texts."
                    + " Default: text.")
    List<String> fields = List.of();

    @Option(
            names = "--output",
            paramLabel = "KIND",
            defaultValue = "labels",
            description = "What is told: labels, classes (their numbers), probabilities, logits, preds (the logits, by"
                    + " their name in Flash), or raw (all of it; needs --output_file). Default: ${DEFAULT-VALUE}.")
    Output output = Output.LABELS;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "How it is printed: text (a line each: what was asked for, then the text, cut), csv, or jsonl."
                            + " Default: ${DEFAULT-VALUE}.")
    PredictionFormat format = PredictionFormat.TEXT;

    @Mixin
    final PredictFileSettings files = new PredictFileSettings();

    @Spec
    CommandSpec spec = CommandSpec.create();

    PredictCommand(Console console, GlobalOptions options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public void run() {
        if (!texts.isEmpty() && input != null) {
            throw new ParameterException(spec.commandLine(), "Give texts or --file, not both.");
        }
        if (!fields.isEmpty() && input == null) {
            throw new ParameterException(spec.commandLine(), "--field names a column of --file, which is missing.");
        }
        files.require(spec.commandLine(), input, output);
        Optional<PredictionJob> job = Optional.ofNullable(input)
                .flatMap(file -> files.job(spec.commandLine(), file, columns(), output, new LoadBar(console, options)));
        boolean lines =
                input != null && input.toString().toLowerCase(Locale.ROOT).endsWith(".txt");
        Optional<TextSource> source = job.isPresent() || lines
                ? Optional.empty()
                : Optional.ofNullable(input).flatMap(this::read);
        if (!texts.isEmpty()) {
            Compute.expectFewTexts();
        }
        try (TextClassifier classifier = ModelLoading.load(model, options)) {
            if (job.isPresent()) {
                tell(job.get(), job.get().run(classifier));
                return;
            }
            Predictions predictions = new Predictions(console, kind(), format);
            if (source.isPresent()) {
                predictions.printAll(classifier, source.get());
            } else if (!texts.isEmpty()) {
                predictions.print(classifier, texts);
            } else if (input != null) {
                printLines(predictions, classifier, input);
            } else {
                predictions.printAll(classifier, StandardInput.lines(console));
            }
        }
    }

    private static void printLines(Predictions predictions, TextClassifier classifier, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            predictions.printAll(classifier, new Lines(in, file.toString()));
        } catch (IOException e) {
            throw new VerdictException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private OutputKind kind() {
        return switch (output) {
            case LABELS, RAW -> OutputKind.LABELS;
            case CLASSES -> OutputKind.CLASSES;
            case PROBABILITIES -> OutputKind.PROBABILITIES;
            case LOGITS, PREDS -> OutputKind.LOGITS;
        };
    }

    private void tell(PredictionJob job, PredictionSummary done) {
        if (options.quiet) {
            return;
        }
        console.say(
                done.rows() == 0 && job.resume()
                        ? job.output() + " is complete already"
                        : Texts.format("%,d rows to %s", done.rows() - done.broken(), job.output())
                                + (done.resumed() == 0 ? "" : Texts.format("; %,d were there", done.resumed()))
                                + (done.broken() == 0 ? "" : Texts.format("; %,d could not be read", done.broken())));
    }

    private List<String> columns() {
        return fields.isEmpty() ? List.of("text") : fields;
    }

    private Optional<TextSource> read(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT).replaceFirst("[.]gz$", "");
        FileDataBuilder data = name.endsWith(".parquet")
                ? TextClassificationData.fromParquet()
                : name.endsWith(".json") || name.endsWith(".jsonl")
                        ? TextClassificationData.fromJson()
                        : TextClassificationData.fromCsv();
        return data.inputFields(columns()).predictFile(file).load().predict();
    }
}
