package io.verdict.cli;

import io.verdict.trainer.data.FileKind.Format;
import io.verdict.trainer.data.TextClassificationData;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verdict text_classification from_json}. */
@Command(
        name = "from_json",
        header = "Take the data from JSON files.",
        customSynopsis = {
            "verdict text_classification [OPTIONS] from_json --input_field NAME",
            "            --target_field NAME --train_file FILE [OPTIONS]"
        },
        description = {
            "",
            "Files are UTF-8 with an object on each line (JSON Lines), or an array of objects, at the top or under a field. A field inside an object is named by its path, such as mail.body. Files compressed with gzip or zip are read in place. Everything is checked before training begins. After training, the test file is evaluated (or else the"
                    + " validation data), and the texts of the predict file are printed with their labels."
        },
        footer = {
            "",
            "Example:",
            "  verdict text_classification --trainer.strategy no_freeze from_json \\",
            "      --input_field review --target_field sentiment \\",
            "      --train_file train.jsonl --val_split 0.1 --test_file test.jsonl"
        })
final class FromJsonCommand implements Runnable {
    private final TextClassificationCommand training;

    @Option(
            names = "--field",
            paramLabel = "NAME",
            defaultValue = "",
            description =
                    "The field that has the rows, where a file is one object. Default: none; the file has JSON Lines"
                            + " or an array.")
    String field = "";

    @Mixin
    final FileDataSettings data = new FileDataSettings();

    @Spec
    CommandSpec spec = CommandSpec.create();

    FromJsonCommand(TextClassificationCommand training) {
        this.training = training;
    }

    @Override
    public void run() {
        training.run(
                spec.commandLine(),
                () -> data.addTo(TextClassificationData.fromJson(field)),
                Optional.of(data.evaluateOptions(Format.JSON, field)));
    }
}
