package io.verdict.cli;

import io.verdict.trainer.data.FileKind.Format;
import io.verdict.trainer.data.TextClassificationData;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code verdict text_classification from_csv}. */
@Command(
        name = "from_csv",
        header = "Take the data from CSV files.",
        customSynopsis = {
            "verdict text_classification [OPTIONS] from_csv --input_field NAME",
            "            --target_field NAME --train_file FILE [OPTIONS]"
        },
        description = {
            "",
            "Files are UTF-8 with a header line; *.tsv is separated by tabs, anything else by commas. Files compressed with gzip or zip are read in place; of a zip file with several files name one: data.zip!/train.csv. Everything is checked before training begins. After training, the test file is evaluated (or else the"
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

    @Mixin
    final FileDataSettings data = new FileDataSettings();

    @Spec
    CommandSpec spec = CommandSpec.create();

    FromCsvCommand(TextClassificationCommand training) {
        this.training = training;
    }

    @Override
    public void run() {
        training.run(
                spec.commandLine(),
                () -> data.addTo(TextClassificationData.fromCsv()),
                Optional.of(data.evaluateOptions(Format.CSV, "")));
    }
}
