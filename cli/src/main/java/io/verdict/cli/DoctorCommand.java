package io.verdict.cli;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.Backbones;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.trainer.data.FileKind;
import io.verdict.trainer.data.Table;
import io.verdict.trainer.data.TargetForm;
import io.verdict.trainer.doctor.DataDoctor;
import io.verdict.trainer.doctor.Diagnosis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verdict doctor}. */
@Command(
        name = "doctor",
        header = "Look for what is wrong with data.",
        customSynopsis = {
            "verdict doctor --input_field NAME --target_field NAME",
            "            --train_file FILE [OPTIONS]"
        },
        description = {
            "",
            "Finds classes with few texts, labels that are nearly the same, rows without text or label, duplicates in one"
                    + " file and across files, the same text with different labels, damaged encodings, and texts that"
                    + " are cut or hold words the model does not know. Every finding says in which rows and what to do."
                    + " A short form of it runs before every training.",
            "",
            "The ends of the files' names say what they are: csv, tsv, json, jsonl or parquet; all but the last may be"
                    + " compressed with gzip or zip. Labels are read as training reads them."
        },
        footer = {
            "",
            "Example:",
            "  verdict doctor --input_field text --target_field label \\",
            "      --train_file train.csv --val_file valid.csv --test_file test.csv"
        })
final class DoctorCommand implements Runnable {
    private final Console console;
    private final GlobalOptions options;

    @Option(
            names = "--input_field",
            paramLabel = "NAME",
            required = true,
            split = ",",
            description = "The field with the texts, or two with a comma between, for pairs of texts.")
    List<String> inputFields = new ArrayList<>();

    @Option(
            names = {"--target_field", "--target_fields"},
            paramLabel = "NAME",
            split = ",",
            description = "The field with the labels; several have commas between. Default: only texts are looked at.")
    List<String> targetFields = new ArrayList<>();

    @Option(
            names = "--target_form",
            paramLabel = "FORM",
            description = "How the labels are written, if it is not what is found by looking at all of them: "
                    + DataSettings.TARGET_FORMS + ".")
    @Nullable
    String targetForm;

    @Option(names = "--train_file", paramLabel = "FILE", description = "The texts to train on.")
    @Nullable
    Path trainFile;

    @Option(names = "--val_file", paramLabel = "FILE", description = "The texts to validate on.")
    @Nullable
    Path valFile;

    @Option(names = "--test_file", paramLabel = "FILE", description = "The texts to test on.")
    @Nullable
    Path testFile;

    @Option(names = "--predict_file", paramLabel = "FILE", description = "Texts without labels.")
    @Nullable
    Path predictFile;

    @Mixin
    final FileKindSettings fileKind = new FileKindSettings();

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE|DIR",
            description = "A tokenizer.json, a vocab.txt, or a folder that holds one of them. Default: the default"
                    + " backbone's.")
    @Nullable
    Path tokenizer;

    @Option(
            names = "--max_length",
            paramLabel = "N",
            defaultValue = "128",
            description = "Tokens at which a text is cut. Default: ${DEFAULT-VALUE}.")
    int maxLength;

    @Option(names = "--no_tokens", description = "Do not turn texts into tokens, which takes the most time.")
    boolean noTokens;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create();

    DoctorCommand(Console console, GlobalOptions options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public void run() {
        if (trainFile == null && valFile == null && testFile == null && predictFile == null) {
            throw new ParameterException(spec.commandLine(), "Name a file, such as --train_file train.csv.");
        }
        if (maxLength < 2) {
            throw new ParameterException(spec.commandLine(), "--max_length is " + maxLength + ", must be at least 2.");
        }
        DataDoctor doctor = noTokens ? DataDoctor.withoutTokenizer() : DataDoctor.withTokenizer(tokenizer(), maxLength);
        if (targetForm != null) {
            doctor.targetForm(TargetForm.fromId(targetForm));
        }
        FileKind kind = fileKind.kind(spec.commandLine());
        examine(doctor, "training", trainFile, kind::open, targetFields);
        examine(doctor, "validation", valFile, kind::open, targetFields);
        examine(doctor, "test", testFile, kind::open, targetFields);
        examine(doctor, "prediction", predictFile, kind::openTexts, List.of());
        Diagnosis diagnosis = doctor.diagnosis();
        console.out().line(json ? diagnosis.toJson() : diagnosis.toText().stripTrailing());
        console.out().flush();
    }

    private void examine(
            DataDoctor doctor, String part, @Nullable Path file, Function<Path, Table> open, List<String> targets) {
        if (file != null) {
            LoadBar bar = new LoadBar(console, options);
            doctor.examine(part, open.apply(file), inputFields, targets, bar);
        }
    }

    private Tokenizer tokenizer() {
        if (tokenizer != null) {
            return Tokenizer.load(tokenizer);
        }
        try (Backbone backbone = Backbone.open(Backbones.DEFAULT)) {
            return backbone.tokenizer();
        }
    }
}
