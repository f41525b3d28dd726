package io.verdict.cli;

import io.verdict.transformer.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what a mistyped option or command probably was meant to be. */
final class Unmatched {
    private Unmatched() {}

    static String message(UnmatchedArgumentException e, CommandLine command) {
        String argument = e.getUnmatched().get(0);
        if (argument.startsWith("-")) {
            String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
            return "Unknown option " + name + "." + Nearest.hint(name, optionNames(command));
        }
        Collection<String> commands = command.getSubcommands().keySet();
        if (commands.isEmpty()) {
            return "Unexpected argument \"" + argument + "\".";
        }
        String hint = Nearest.hint(argument, commands);
        return "Unknown command \"" + argument + "\"."
                + (hint.isEmpty() ? " The commands are " + String.join(", ", commands) + "." : hint);
    }

    private static List<String> optionNames(CommandLine command) {
        List<String> names = new ArrayList<>();
        command.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
        return names;
    }
}
