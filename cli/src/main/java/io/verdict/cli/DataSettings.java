package io.verdict.cli;

import io.verdict.trainer.TrainerOptions;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What is made of the texts, wherever they come from. */
final class DataSettings {
    @Option(
            names = "--data.batch_size",
            paramLabel = "N",
            defaultValue = "16",
            scope = ScopeType.INHERIT,
            description = "Texts of a batch. Default: ${DEFAULT-VALUE}.")
    int batchSize;

    void addTo(TrainerOptions.Builder options) {
        options.batchSize(batchSize);
    }
}
