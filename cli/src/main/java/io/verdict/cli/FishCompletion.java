package io.verdict.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion script for fish, see <a href="https://fishshell.com/docs/current/cmds/complete.html">complete</a>. */
final class FishCompletion {
    private final CommandLine root;
    private final StringBuilder script =
            new StringBuilder("# Completion of verdict for fish.\ncomplete -c verdict -f\n");

    FishCompletion(CommandLine root) {
        this.root = root;
    }

    String script() {
        add(root, List.of());
        return script.toString();
    }

    private void add(CommandLine command, List<String> path) {
        CommandSpec spec = command.getCommandSpec();
        String here = condition(path, command.getSubcommands());
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                add(option, here);
            }
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (parameter.completionCandidates() != null) {
                line(here, values(parameter).substring(1), description(parameter));
            } else if (parameter.type() == Path.class) {
                line(here, "-F", description(parameter));
            }
        }
        for (Map.Entry<String, CommandLine> sub : command.getSubcommands().entrySet()) {
            String[] header = sub.getValue().getCommandSpec().usageMessage().header();
            line(here, "-a " + sub.getKey(), header.length == 0 ? "" : header[0]);
            List<String> below = new ArrayList<>(path);
            below.add(sub.getKey());
            add(sub.getValue(), below);
        }
    }

    private void add(OptionSpec option, String here) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        String parameter = option.arity().max() == 0 ? "" : values(option);
        line(here, names.substring(1) + parameter, description(option));
    }

    /** What is taken: a file, one of some words, or anything. */
    private static String values(ArgSpec arg) {
        if (arg.type() == Path.class || (arg.isMultiValue() && arg.auxiliaryTypes()[0] == Path.class)) {
            return " -r -F";
        }
        if (arg.completionCandidates() == null) {
            return " -x";
        }
        List<String> words = new ArrayList<>();
        arg.completionCandidates().forEach(words::add);
        return " -x -a " + quoted(String.join(" ", words));
    }

    private static String condition(List<String> path, Map<String, CommandLine> below) {
        if (path.isEmpty()) {
            return "__fish_use_subcommand";
        }
        String inside =
                path.stream().map(name -> "__fish_seen_subcommand_from " + name).collect(Collectors.joining("; and "));
        return below.isEmpty()
                ? inside
                : inside + "; and not __fish_seen_subcommand_from " + String.join(" ", below.keySet());
    }

    /** The first sentence. */
    private static String description(ArgSpec arg) {
        String text = String.join(" ", arg.description());
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private void line(String condition, String what, String description) {
        script.append("complete -c verdict -n ")
                .append(quoted(condition))
                .append(' ')
                .append(what)
                .append(" -d ")
                .append(quoted(description))
                .append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
