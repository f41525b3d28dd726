package io.verdict.cli.config;

import io.verdict.transformer.text.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The keys that a config file may have for a command: its options' long names, where a dot begins a nested group, and
 * the names of its sub-commands, each a group of the options that only the sub-command takes.
 */
final class ConfigKeys {
    private static final String SEPARATOR = ".";

    private final Map<String, OptionSpec> options = new LinkedHashMap<>();
    /** Every name of every option, also those that are not written. */
    private final Map<String, OptionSpec> names = new LinkedHashMap<>();

    private final Set<String> subcommands;

    private ConfigKeys(CommandSpec command) {
        subcommands = command.subcommands().keySet();
        command.options().stream().filter(ConfigKeys::isConfigurable).forEach(option -> add("", option));
        command.subcommands()
                .forEach((name, subcommand) ->
                        own(subcommand.getCommandSpec()).forEach(option -> add(name + SEPARATOR, option)));
    }

    static ConfigKeys of(CommandSpec command) {
        return new ConfigKeys(command);
    }

    /** The options by their keys, in the order of their declaration; a sub-command's begin with its name. */
    Map<String, OptionSpec> options() {
        return options;
    }

    /** The option of a key, by any of its names. */
    Optional<OptionSpec> option(String key) {
        return Optional.ofNullable(names.get(key));
    }

    /** Whether there are options below a key, or it is a sub-command. */
    boolean isGroup(String key) {
        return subcommands.contains(key) || names.keySet().stream().anyMatch(name -> name.startsWith(key + SEPARATOR));
    }

    boolean isSubcommand(String key) {
        return subcommands.contains(key);
    }

    /** For the end of a message about a key that is none: the nearest one, or those of its group. */
    String hint(String key) {
        int dot = key.lastIndexOf(SEPARATOR);
        String group = dot < 0 ? "" : key.substring(0, dot + 1);
        String name = key.substring(dot + 1);
        List<String> siblings = children(group);
        Optional<String> sibling = Nearest.to(name, siblings);
        if (sibling.isPresent()) {
            return " Did you mean \"" + sibling.get() + "\"?";
        }
        Optional<String> elsewhere = names.keySet().stream()
                .filter(known ->
                        known.substring(known.lastIndexOf(SEPARATOR) + 1).equals(name))
                .min(Comparator.comparing(String::length));
        return elsewhere
                .map(known -> " Did you mean \"" + known.substring(known.lastIndexOf(SEPARATOR) + 1) + "\" under \""
                        + known.substring(0, Math.max(0, known.lastIndexOf(SEPARATOR))) + "\"?")
                .orElse(" The keys " + (group.isEmpty() ? "" : "under \"" + key.substring(0, dot) + "\" ") + "are "
                        + String.join(", ", siblings) + ".");
    }

    private List<String> children(String group) {
        List<String> children = new ArrayList<>(options.keySet().stream()
                .filter(key -> key.startsWith(group))
                .map(key -> key.substring(group.length()).split("\\.", 2)[0])
                .distinct()
                .toList());
        if (group.isEmpty()) {
            subcommands.stream().filter(name -> !children.contains(name)).forEach(children::add);
        }
        return children;
    }

    private void add(String group, OptionSpec option) {
        options.put(group + key(option), option);
        Arrays.stream(option.names()).forEach(name -> names.put(group + withoutDashes(name), option));
    }

    /** The options of a sub-command that its parent does not take. */
    static List<OptionSpec> own(CommandSpec subcommand) {
        return subcommand.options().stream()
                .filter(option -> !option.inherited() && isConfigurable(option))
                .toList();
    }

    /** Whether a command has anything to configure besides what all commands take. */
    static boolean anyIn(CommandLine command) {
        return !own(command.getCommandSpec()).isEmpty();
    }

    /** The first of the option's long names. */
    static String key(OptionSpec option) {
        return Arrays.stream(option.names())
                .filter(name -> name.startsWith("--"))
                .map(ConfigKeys::withoutDashes)
                .findFirst()
                .orElseGet(() -> withoutDashes(Objects.requireNonNull(option.longestName())));
    }

    private static boolean isConfigurable(OptionSpec option) {
        return !option.usageHelp()
                && !option.versionHelp()
                && !option.hidden()
                && !Set.of(ConfigOptions.CONFIG, ConfigOptions.PRINT_CONFIG).contains(option.longestName());
    }

    private static String withoutDashes(String name) {
        return name.replaceFirst("^-+", "");
    }
}
