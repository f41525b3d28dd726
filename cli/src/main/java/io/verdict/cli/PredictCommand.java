package io.verdict.cli;

import io.verdict.trainer.data.FileKind;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.trainer.predict.OutputOptions;
import io.verdict.trainer.predict.PredictionJob;
import io.verdict.trainer.predict.PredictionSummary;
import io.verdict.transformer.Compute;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Path;
import java.util.List;
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
            names = {"--field", "--input_field"},
            paramLabel = "COLUMN",
            split = ",",
            description = "The column of that file with the texts, or two, with a comma between, for pairs of texts."
                    + " Default: text.")
    List<String> fields = List.of();

    @Mixin
    final FileKindSettings fileKind = new FileKindSettings();

    @Mixin
    final EngineSettings engine = new EngineSettings();

    @Mixin
    final PredictOutputSettings output = new PredictOutputSettings();

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
        fileKind.requireFile(spec.commandLine(), input);
        FileKind kind = fileKind.kind(spec.commandLine());
        files.require(spec.commandLine(), input);
        if (files.outputFile != null && output.format != PrintFormat.TEXT) {
            throw new ParameterException(
                    spec.commandLine(), "--format is for standard output; the name of --output_file tells its format.");
        }
        OutputOptions asked = output.options(spec.commandLine());
        Optional<PredictionJob> job = Optional.ofNullable(input)
                .flatMap(file -> files.job(spec.commandLine(), file, columns(), asked, new LoadBar(console, options)))
                .map(plain -> plain.withKind(kind));
        Optional<TextSource> source =
                job.isPresent() ? Optional.empty() : Optional.ofNullable(input).flatMap(file -> read(file, kind));
        if (!texts.isEmpty()) {
            Compute.expectFewTexts();
        }
        try (TextClassifier classifier = ModelLoading.load(model, options, engine.engine)) {
            requireThreshold(classifier);
            if (job.isPresent()) {
                tell(job.get(), job.get().run(classifier));
                return;
            }
            Predictions predictions = new Predictions(console, classifier, output.format, columns(), asked);
            if (source.isPresent()) {
                predictions.printAll(source.get());
            } else if (!texts.isEmpty()) {
                predictions.printAll(texts);
            } else {
                predictions.printAll(StandardInput.lines(console));
            }
        }
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

    private Optional<TextSource> read(Path file, FileKind kind) {
        return TextClassificationData.fromFiles(kind)
                .inputFields(columns())
                .predictFile(file)
                .load()
                .predict();
    }

    /** An option that would do nothing is wrong. */
    private void requireThreshold(TextClassifier classifier) {
        if (output.threshold != null && !classifier.labels().isMultiLabel()) {
            throw new VerdictException("--threshold is for models whose texts can have several labels; with " + model
                    + " each text has one. Leave it out.");
        }
    }
}
