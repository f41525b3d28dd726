package io.verdict.cli;

import io.verdict.trainer.data.FileDataBuilder;
import io.verdict.trainer.data.TextClassificationData;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verdict text_classification from_csv}. */
@Command(
        name = "from_csv",
        header = "Take the data from CSV files.",
        customSynopsis = {
            "verdict text_classification [OPTIONS] from_csv --input_field COLUMN",
            "            --target_field COLUMN --train_file FILE [OPTIONS]"
        },
        description = {
            "",
            "Files are UTF-8 with a header line; *.tsv is separated by tabs, anything else by commas. Everything is"
                    + " checked before training begins. After training, the test file is evaluated (or else the"
                    + " validation data), and the texts of the predict file are printed with their labels."
        },
        footer = {
            "",
            "Example:",
            "  verdict text_classification --trainer.strategy no_freeze from_csv \\",
            "      --input_field review --target_field sentiment \\",
            "      --train_file train.csv --val_split 0.1 --test_file test.csv"
        })
final class FromCsvCommand implements Runnable {
    private final TextClassificationCommand training;

    @Option(names = "--input_field", paramLabel = "COLUMN", required = true, description = "The column with the texts.")
    String inputField = "";

    @Option(
            names = {"--target_field", "--target_fields"},
            paramLabel = "COLUMN",
            required = true,
            description = "The column with the labels: names, or numbers from 0.")
    String targetField = "";

    @Option(names = "--train_file", paramLabel = "FILE", required = true, description = "The texts to train on.")
    Path trainFile = Path.of("");

    @Option(
            names = "--val_file",
            paramLabel = "FILE",
            description = "The texts to validate on after each epoch; the best epoch's model is kept.")
    @Nullable
    Path valFile;

    @Option(
            names = "--val_split",
            paramLabel = "SHARE",
            description = "Validate on this share of the training texts instead, of each class alike, e.g. 0.1.")
    @Nullable
    Double valSplit;

    @Option(names = "--test_file", paramLabel = "FILE", description = "The texts to evaluate on in the end.")
    @Nullable
    Path testFile;

    @Option(names = "--predict_file", paramLabel = "FILE", description = "Texts to classify in the end.")
    @Nullable
    Path predictFile;

    @Spec
    CommandSpec spec = CommandSpec.create();

    FromCsvCommand(TextClassificationCommand training) {
        this.training = training;
    }

    @Override
    public void run() {
        if (valFile != null && valSplit != null) {
            throw new ParameterException(
                    spec.commandLine(), "--val_file and --val_split exclude each other: give one of them.");
        }
        training.run(spec.commandLine(), this::data);
    }

    private TextClassificationData data() {
        FileDataBuilder data = TextClassificationData.fromCsv()
                .inputField(inputField)
                .targetField(targetField)
                .trainFile(trainFile)
                .seed(training.settings.seed());
        if (valFile != null) {
            data.validFile(valFile);
        }
        if (valSplit != null) {
            data.valSplit(valSplit);
        }
        if (testFile != null) {
            data.testFile(testFile);
        }
        if (predictFile != null) {
            data.predictFile(predictFile);
        }
        return data.load();
    }
}
