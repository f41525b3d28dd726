package io.verdict.cli;

import com.google.gson.GsonBuilder;
import io.verdict.trainer.Trainer;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.data.FileDataBuilder;
import io.verdict.trainer.data.FileKind;
import io.verdict.trainer.data.TargetForm;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.trainer.report.RunFacts;
import io.verdict.transformer.text.TextClassifier;
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
import picocli.CommandLine.Spec;

/** {@code verdict evaluate}: how good a model is on labelled texts. */
@Command(
        name = "evaluate",
        header = "Measure a saved model on labelled texts.",
        customSynopsis = "verdict evaluate --model DIR --file FILE [OPTIONS]",
        description = {
            "",
            "Prints accuracy, precision, recall and F1 of each class and their means, and the confusion matrix."
        },
        footer = {
            "",
            "Example:",
            "  verdict evaluate --model verdict-model --file test.csv \\",
            "      --input_field text --target_field label --report report"
        })
final class EvaluateCommand implements Runnable {
    /** How metrics are printed. */
    enum Format {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Console console;
    private final GlobalOptions options;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "The folder of a saved model.")
    Path model = Path.of("");

    @Option(
            names = "--file",
            paramLabel = "FILE",
            required = true,
            description = "A file with texts and labels: csv, tsv, json, jsonl or parquet.")
    Path file = Path.of("");

    @Mixin
    final FileKindSettings fileKind = new FileKindSettings();

    @Option(
            names = "--input_field",
            paramLabel = "COLUMN",
            split = ",",
            defaultValue = "text",
            description = "The column with the texts, or two, with a comma between. Default: ${DEFAULT-VALUE}.")
    List<String> inputFields = List.of();

    @Option(
            names = {"--target_field", "--target_fields"},
            paramLabel = "COLUMN",
            split = ",",
            defaultValue = "label",
            description = "The column with the labels, or several. Default: ${DEFAULT-VALUE}.")
    List<String> targetFields = List.of();

    @Option(
            names = "--target_form",
            paramLabel = "FORM",
            description =
                    "How the labels are written, if it is not what each looks like: " + DataSettings.TARGET_FORMS + ".")
    @Nullable
    String targetForm;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json. Default: ${DEFAULT-VALUE}.")
    Format format = Format.TEXT;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.html, metrics.json and pictures into this folder too.")
    @Nullable
    Path report;

    @Option(names = "--overwrite", description = "With --report: replace the files of a report that is there.")
    boolean overwrite;

    @Mixin
    final EngineSettings engine = new EngineSettings();

    @Mixin
    final ReportSettings reportSettings = new ReportSettings();

    @Spec
    CommandSpec spec = CommandSpec.create();

    EvaluateCommand(Console console, GlobalOptions options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public void run() {
        FileKind kind = fileKind.kind(spec.commandLine());
        Optional<ReportFolder> place = place();
        try (TextClassifier classifier = ModelLoading.load(model, options, engine.engine)) {
            FileDataBuilder data = TextClassificationData.fromFiles(kind)
                    .inputFields(inputFields)
                    .targetFields(targetFields)
                    .testFile(file)
                    .labels(classifier.labels());
            if (targetForm != null) {
                data.targetForm(TargetForm.fromId(targetForm));
            }
            TextSource source = data.load().test().orElseThrow();
            Trainer trainer = new Trainer(TrainerOptions.builder().build(), Progress.of(console, options, 0));
            Evaluated evaluated = new Evaluated(
                    trainer.evaluate(classifier, source), classifier.labels().names());
            console.out()
                    .print(
                            format == Format.TEXT
                                    ? evaluated.text()
                                    : new GsonBuilder()
                                                    .setPrettyPrinting()
                                                    .disableHtmlEscaping()
                                                    .create()
                                                    .toJson(evaluated.json())
                                            + "\n");
            if (place.isPresent()) {
                RunFacts facts = RunFacts.builder(
                                String.valueOf(
                                        model.toAbsolutePath().normalize().getFileName()),
                                classifier.labels().names(),
                                classifier.labels().isMultiLabel())
                        .maxLength(classifier.maxLength())
                        .outcome(evaluated.outcome("test", source, reportSettings.mostMistakes()))
                        .version(Version.verdict())
                        .build();
                place.get().write(evaluated, facts);
            }
        }
    }

    private Optional<ReportFolder> place() {
        if (report == null) {
            if (overwrite) {
                throw new ParameterException(spec.commandLine(), "--overwrite needs --report.");
            }
            return Optional.empty();
        }
        return Optional.of(ReportFolder.toWrite(report, overwrite));
    }
}
