package io.verdict.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the trained model goes. */
final class OutputSettings {
    @Option(
            names = "--output",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The folder to save the model in. Default: verdict-model, or verdict-model-2 and so on if"
                    + " there is one.")
    @Nullable
    Path folder;

    @Option(names = "--overwrite", scope = ScopeType.INHERIT, description = "Replace the model in that folder.")
    boolean overwrite;

    @Mixin
    final ReportSettings report = new ReportSettings();
}
