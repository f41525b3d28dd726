package io.verdict.cli.config;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of a run with their values as YAML that {@code --config} takes: every option of the command, described,
 * and those of its sub-command in a group of their own. An option without a value and without a default is {@code null}.
 */
public final class ConfigText {
    private static final int WIDTH = 80;
    private static final String INDENT = "  ";

    private final List<ParseResult> levels;
    private final Map<String, OptionSpec> options;
    private final StringBuilder text = new StringBuilder();

    private ConfigText(List<ParseResult> levels, Map<String, OptionSpec> options) {
        this.levels = levels;
        this.options = options;
    }

    /** What the commands were last told, which must be a command at least. */
    public static String of(CommandLine root) {
        return of(root.getParseResult().asCommandLineList().stream()
                .map(CommandLine::getParseResult)
                .toList());
    }

    /** @param levels of the program, its command, and the sub-command if there is one */
    static String of(List<ParseResult> levels) {
        CommandSpec command = levels.get(1).commandSpec();
        String subcommand = levels.size() > 2 ? levels.get(2).commandSpec().name() : "";
        ConfigKeys keys = ConfigKeys.of(command);
        ConfigText config = new ConfigText(levels, keys.options());
        config.comment(
                "All options of " + (command.qualifiedName() + " " + subcommand).strip() + ". To run with them:\n"
                        + command.qualifiedName() + " --config FILE",
                "");
        List<String> shown = keys.options().keySet().stream()
                .filter(key -> {
                    String group = key.split("\\.", 2)[0];
                    return !keys.isSubcommand(group) || group.equals(subcommand);
                })
                .toList();
        config.write(shown, "");
        if (!subcommand.isEmpty() && shown.stream().noneMatch(key -> key.startsWith(subcommand + "."))) {
            config.text.append('\n').append(subcommand).append(": {}\n");
        }
        return config.text.toString();
    }

    /** @param keys those below {@code group}, which ends in a dot unless it is the top */
    private void write(List<String> keys, String group) {
        String indent = INDENT.repeat((int) group.chars().filter(c -> c == '.').count());
        List<String> names = keys.stream()
                .map(key -> key.substring(group.length()).split("\\.", 2)[0])
                .distinct()
                .toList();
        for (String name : names) {
            // The first of a group stands close to its name.
            text.append(group.isEmpty() || !name.equals(names.get(0)) ? "\n" : "");
            OptionSpec option = options.get(group + name);
            if (option != null) {
                comment(description(option), indent);
                text.append(indent).append(name).append(':');
                ConfigValue.of(option, levels).appendTo(text, indent + INDENT);
            } else {
                text.append(indent).append(name).append(":\n");
                String below = group + name + ".";
                write(keys.stream().filter(key -> key.startsWith(below)).toList(), below);
            }
        }
    }

    private static String description(OptionSpec option) {
        return (option.required() ? "Required. " : "") + String.join("\n", option.description());
    }

    private void comment(String comment, String indent) {
        for (String paragraph : comment.lines().toList()) {
            StringBuilder line = new StringBuilder(indent).append('#');
            for (String word : paragraph.split(" ", -1)) {
                if (line.length() + 1 + word.length() > WIDTH && line.length() > indent.length() + 1) {
                    text.append(line).append('\n');
                    line = new StringBuilder(indent).append('#');
                }
                line.append(' ').append(word);
            }
            text.append(line).append('\n');
        }
    }
}
