package io.verdict.cli;

import io.verdict.trainer.log.LogFormat;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What is written down of a training run while it goes on. */
final class LogSettings {
    @Option(
            names = "--trainer.logger",
            paramLabel = "FORMAT",
            split = ",",
            scope = ScopeType.INHERIT,
            description = "Write what is measured while training goes on: tensorboard, csv, jsonl, or several with"
                    + " commas between. Default: none.")
    List<LogFormat> formats = List.of();

    @Option(
            names = "--trainer.log_dir",
            paramLabel = "DIR",
            defaultValue = "verdict-logs",
            scope = ScopeType.INHERIT,
            description = "Where logs go: each run gets a folder in it, version_0, version_1 and so on. Default:"
                    + " ${DEFAULT-VALUE}.")
    Path folder = Path.of("verdict-logs");
}
