package io.verdict.cli.config;

import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Arguments in which the config files are resolved.
 *
 * @param arguments what to run, without need of a file
 * @param printed what to print in place of running anything, for {@code --print_config}
 */
public record Configured(List<String> arguments, Optional<String> printed) {
    public Configured {
        arguments = List.copyOf(arguments);
    }

    /**
     * Resolves the config files that arguments name. Options that the arguments do not have are appended to them, after
     * the sub-command that a file names where the arguments name none; a file's {@code null} stands for the default.
     *
     * @param args as typed
     * @param commands makes the commands, for parsing only
     * @throws ParameterException if the arguments are wrong, a file cannot be read, or it has a wrong key or value; the
     *     message says where
     */
    public static Configured of(List<String> args, Supplier<CommandLine> commands) {
        boolean asked = args.stream()
                .anyMatch(arg -> arg.startsWith(ConfigOptions.CONFIG) || arg.startsWith(ConfigOptions.PRINT_CONFIG));
        return asked ? resolved(args, lenient(commands.get())) : new Configured(args, Optional.empty());
    }

    /** Gives the commands that have options of their own those that {@code this} is about. */
    public static void addOptions(CommandLine root) {
        for (CommandLine command : root.getSubcommands().values()) {
            if (ConfigKeys.anyIn(command)) {
                command.addMixin("config", new ConfigOptions());
            }
        }
    }

    private static Configured resolved(List<String> args, CommandLine commands) {
        List<ParseResult> typed = parse(commands, args);
        if (typed.size() < 2 || typed.stream().anyMatch(ParseResult::isUsageHelpRequested)) {
            return new Configured(args, Optional.empty());
        }
        CommandLine command = typed.get(1).commandSpec().commandLine();
        requireRight(typed, Map.of());
        boolean print = isMatched(typed, ConfigOptions.PRINT_CONFIG);
        Map<String, String> places = new HashMap<>();
        List<String> whole = arguments(args, typed, command, places);
        List<ParseResult> resolved = parse(commands, whole);
        requireRight(resolved, places);
        return new Configured(whole, print ? Optional.of(ConfigText.of(resolved)) : Optional.empty());
    }

    /** @param places takes the places of the options that files decide */
    private static List<String> arguments(
            List<String> args, List<ParseResult> typed, CommandLine command, Map<String, String> places) {
        ConfigKeys keys = ConfigKeys.of(command.getCommandSpec());
        Map<OptionSpec, ConfigEntry> entries = new LinkedHashMap<>();
        String subcommand = typed.size() > 2 ? typed.get(2).commandSpec().name() : null;
        List<String> more = new ArrayList<>();
        try {
            for (Path file : files(typed)) {
                ConfigFile config = ConfigFile.read(file, keys);
                for (Map.Entry<String, String> named : config.subcommands().entrySet()) {
                    requireSame(subcommand, named.getKey(), named.getValue());
                    if (subcommand == null) {
                        subcommand = named.getKey();
                        more.add(subcommand);
                    }
                }
                config.entries().forEach(entry -> entries.put(entry.option(), entry));
            }
        } catch (VerdictException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
        for (ConfigEntry entry : entries.values()) {
            String name = "--" + ConfigKeys.key(entry.option());
            if (!isMatched(typed, name)) {
                entry.values().forEach(value -> more.add(name + "=" + value));
                places.put(name, entry.place());
            }
        }
        List<String> whole = new ArrayList<>(args);
        int end = args.indexOf("--");
        whole.addAll(end < 0 ? whole.size() : end, more);
        return whole;
    }

    private static void requireSame(@Nullable String subcommand, String named, String place) {
        if (subcommand != null && !subcommand.equals(named)) {
            throw new VerdictException(place + ": options of " + named + ", but the sub-command is " + subcommand
                    + "; take one of them out");
        }
    }

    private static List<Path> files(List<ParseResult> typed) {
        return typed.stream()
                .skip(1)
                .flatMap(level -> level.matchedOptionValue(ConfigOptions.CONFIG, List.<Path>of()).stream())
                .toList();
    }

    private static boolean isMatched(List<ParseResult> typed, String option) {
        return typed.stream().anyMatch(level -> level.hasMatchedOption(option));
    }

    /** @param places where the values of options come from */
    private static void requireRight(List<ParseResult> parsed, Map<String, String> places) {
        Optional<ParameterException> wrong = parsed.stream()
                .flatMap(level -> level.errors().stream())
                .flatMap(e -> e instanceof ParameterException parameter ? Stream.of(parameter) : Stream.empty())
                // Files, or the run itself, have a say on what is missing.
                .filter(e -> !(e instanceof MissingParameterException && e.getArgSpec() == null))
                .findFirst();
        if (wrong.isPresent()) {
            ParameterException e = wrong.get();
            String place =
                    e.getArgSpec() instanceof OptionSpec option ? places.get("--" + ConfigKeys.key(option)) : null;
            throw place == null
                    ? e
                    : new ParameterException(
                            e.getCommandLine(), place + ": " + e.getMessage(), e, e.getArgSpec(), e.getValue());
        }
    }

    private static List<ParseResult> parse(CommandLine commands, List<String> args) {
        commands.parseArgs(args.toArray(String[]::new));
        return commands.getParseResult().asCommandLineList().stream()
                .map(CommandLine::getParseResult)
                .toList();
    }

    /** Commands that collect what is wrong, for files may put it right. */
    private static CommandLine lenient(CommandLine command) {
        command.getCommandSpec().parser().collectErrors(true);
        command.getSubcommands().values().forEach(Configured::lenient);
        return command;
    }
}
