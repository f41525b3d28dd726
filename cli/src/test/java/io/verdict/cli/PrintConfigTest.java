package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code --print_config} of every command: each option's value comes back through {@code --config}. */
class PrintConfigTest {
    /** Words and numbers, of which each option takes one at least; the awkward one for those that take any text. */
    private static final List<String> SAMPLES = List.of(
            "a b: #c, \"d\" \\ \u00e9 \uD83D\uDE00",
            "7",
            "0.25",
            "cosine",
            "adam",
            "no_freeze",
            "false",
            "value",
            "max",
            "10m",
            "train_loss",
            "32-true",
            "cls",
            "none",
            "logits",
            "onnxruntime",
            "huggingface",
            "jsonl",
            "csv",
            "json",
            "a=7",
            "true");

    @TempDir
    Path folder = Path.of("");

    static List<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        tree().getSubcommands().forEach((name, command) -> {
            if (command.getCommandSpec().findOption("--config") != null) {
                commands.add(List.of(name));
                command.getSubcommands().keySet().forEach(sub -> commands.add(List.of(name, sub)));
            }
        });
        return commands;
    }

    @Test
    void coversTheCommandsWithOptions() {
        assertThat(commands())
                .contains(
                        List.of("text_classification"),
                        List.of("text_classification", "from_csv"),
                        List.of("predict"),
                        List.of("evaluate"),
                        List.of("embed"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void defaultsComeBack(List<String> command) throws IOException {
        String printed = print(command, List.of());
        assertThat(printed.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 80);
        assertThat(roundTrip(command, printed)).isEqualTo(printed);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionComesBackWithAnotherValue(List<String> command) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (OptionSpec option : options(command)) {
            values.put(Objects.requireNonNull(option.longestName()), sample(command, option));
        }
        List<String> args = new ArrayList<>();
        values.forEach((name, value) -> args.add(name + "=" + value));
        String printed = print(command, args);
        assertThat(roundTrip(command, printed)).isEqualTo(printed);
        Map<?, ?> tree = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(printed);
        for (OptionSpec option : options(command)) {
            String name = Objects.requireNonNull(option.longestName());
            String key = option.inherited() || command.size() == 1
                    ? option.names()[option.names().length > 1 && option.names()[0].length() == 2 ? 1 : 0].substring(2)
                    : command.get(1) + "." + option.names()[0].substring(2);
            assertThat(text(at(tree, key))).as(name).isEqualTo(values.get(name));
        }
    }

    private static Object at(Map<?, ?> tree, String key) {
        Object found = tree;
        for (String name : key.split("\\.", -1)) {
            assertThat(found).as(key).isInstanceOf(Map.class);
            found = Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(found)).get(name), key);
        }
        return Objects.requireNonNull(found);
    }

    /** A value as it was written on the command line. */
    private static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map.Entry<?, ?> entry = map.entrySet().iterator().next();
            return entry.getKey() + "=" + entry.getValue();
        }
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    /** A value that the option takes, and that is not its default. */
    private static String sample(List<String> command, OptionSpec option) {
        for (String sample : SAMPLES) {
            CommandLine tree = tree();
            lenient(tree);
            List<String> args = new ArrayList<>(command);
            args.add(option.longestName() + "=" + sample);
            tree.parseArgs(args.toArray(String[]::new));
            boolean taken = tree.getParseResult().asCommandLineList().stream()
                    .flatMap(level -> level.getParseResult().errors().stream())
                    .allMatch(error -> error instanceof CommandLine.MissingParameterException);
            if (taken && !sample.equals(option.defaultValue())) {
                return sample;
            }
        }
        throw new AssertionError("None of the samples is a value of " + option.longestName() + "; add one");
    }

    private static void lenient(CommandLine command) {
        command.getCommandSpec().parser().collectErrors(true);
        command.getSubcommands().values().forEach(PrintConfigTest::lenient);
    }

    private static List<OptionSpec> options(List<String> command) {
        CommandLine line = tree();
        for (String name : command) {
            line = Objects.requireNonNull(line.getSubcommands().get(name));
        }
        return line.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.hidden())
                .filter(option -> !List.of("--config", "--print_config").contains(option.longestName()))
                .toList();
    }

    private String roundTrip(List<String> command, String printed) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), printed);
        return print(command.subList(0, 1), List.of("--config=" + file));
    }

    private static String print(List<String> command, List<String> options) {
        CliRun run = CliRun.of(Stream.of(command, options, List.of("--print_config"))
                .flatMap(List::stream)
                .toArray());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    static CommandLine tree() {
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new Results(new ByteArrayOutputStream()),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                false,
                80,
                false);
        GlobalOptions options = new GlobalOptions();
        return Commands.of(console, options, new Failures(console, options));
    }
}
