package io.verdict.cli;

import io.verdict.trainer.data.FileKind.Format;
import io.verdict.trainer.data.TextClassificationData;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code verdict text_classification from_parquet}. */
@Command(
        name = "from_parquet",
        header = "Take the data from Parquet files.",
        customSynopsis = {
            "verdict text_classification [OPTIONS] from_parquet --input_field NAME",
            "            --target_field NAME --train_file FILE [OPTIONS]"
        },
        description = {
            "",
            "Texts, numbers, booleans and lists of these are read; a field inside a struct is named by its path, such as mail.body. Files may be compressed with Snappy, zstd, gzip or LZ4. Everything is checked before training begins. After training, the test file is evaluated (or else the"
                    + " validation data), and the texts of the predict file are printed with their labels."
        },
        footer = {
            "",
            "Example:",
            "  verdict text_classification --trainer.strategy no_freeze from_parquet \\",
            "      --input_field review --target_field sentiment \\",
            "      --train_file train.parquet --val_split 0.1 --test_file test.parquet"
        })
final class FromParquetCommand implements Runnable {
    private final TextClassificationCommand training;

    @Mixin
    final FileDataSettings data = new FileDataSettings();

    @Spec
    CommandSpec spec = CommandSpec.create();

    FromParquetCommand(TextClassificationCommand training) {
        this.training = training;
    }

    @Override
    public void run() {
        training.run(
                spec.commandLine(),
                () -> data.addTo(TextClassificationData.fromParquet()),
                Optional.of(data.evaluateOptions(Format.PARQUET, "")));
    }
}
