package io.verdict.cli.config;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option's value in a config file.
 *
 * @param option the option
 * @param values as they would be written on a command line; none for {@code null}, which asks for the default
 * @param place where it stands, for messages
 */
record ConfigEntry(OptionSpec option, List<String> values, String place) {
    ConfigEntry {
        values = List.copyOf(values);
    }
}
