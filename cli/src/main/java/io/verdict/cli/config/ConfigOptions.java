package io.verdict.cli.config;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command with options of its own takes, to be added as a mixin. */
public final class ConfigOptions {
    static final String CONFIG = "--config";
    static final String PRINT_CONFIG = "--print_config";

    @Option(
            names = CONFIG,
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Take options from a YAML or JSON file, as --print_config writes them. Options given here win"
                    + " over the file's; of several files, the last.")
    List<Path> files = List.of();

    @Option(
            names = PRINT_CONFIG,
            scope = ScopeType.INHERIT,
            description = "Print all options with their values as YAML, for --config, and do nothing else.")
    boolean print;
}
