package io.verdict.cli;

import io.verdict.trainer.data.FileKind.Format;
import io.verdict.trainer.data.TextClassificationData;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code verdict text_classification from_tsv}. */
@Command(
        name = "from_tsv",
        header = "Take the data from files separated by tabs.",
        customSynopsis = {
            "verdict text_classification [OPTIONS] from_tsv --input_field NAME",
            "            --target_field NAME --train_file FILE [OPTIONS]"
        },
        description = {
            "",
            "Files are UTF-8 with a header line. Files compressed with gzip or zip are read in place; of a zip file with several files name one: data.zip!/train.tsv. Everything is checked before training begins. After training, the test file is evaluated (or else the"
                    + " validation data), and the texts of the predict file are printed with their labels."
        },
        footer = {
            "",
            "Example:",
            "  verdict text_classification --trainer.strategy no_freeze from_tsv \\",
            "      --input_field review --target_field sentiment \\",
            "      --train_file train.tsv --val_split 0.1 --test_file test.tsv"
        })
final class FromTsvCommand implements Runnable {
    private final TextClassificationCommand training;

    @Mixin
    final FileDataSettings data = new FileDataSettings();

    @Spec
    CommandSpec spec = CommandSpec.create();

    FromTsvCommand(TextClassificationCommand training) {
        this.training = training;
    }

    @Override
    public void run() {
        training.run(
                spec.commandLine(),
                () -> data.addTo(TextClassificationData.fromTsv()),
                Optional.of(data.evaluateOptions(Format.TSV, "")));
    }
}
