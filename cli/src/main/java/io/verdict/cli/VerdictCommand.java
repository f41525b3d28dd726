package io.verdict.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code verdict} itself, which only holds the others. */
@Command(
        name = "verdict",
        versionProvider = Version.class,
        header = "Fine-tune, evaluate and use HuggingFace text classifiers on the JVM.",
        customSynopsis = "verdict COMMAND [OPTIONS]",
        description = {
            "",
            "Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 2 used"
                    + " wrongly, 130 or 143 interrupted (Ctrl-C, SIGTERM)."
        },
        footer = {
            "",
            "Examples:",
            "  verdict text_classification",
            "  verdict predict --model verdict-model \"You have won a prize\"",
            "  verdict text_classification --help"
        })
final class VerdictCommand implements Runnable {
    @Mixin
    final GlobalOptions options;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions of Verdict, ND4J and Java.")
    boolean version;

    @Spec
    CommandSpec spec = CommandSpec.create();

    VerdictCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public void run() {
        CommandLine command = spec.commandLine();
        throw new ParameterException(
                command,
                "Name a command: " + String.join(", ", command.getSubcommands().keySet()) + ".");
    }
}
