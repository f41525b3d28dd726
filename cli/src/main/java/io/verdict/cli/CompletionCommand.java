package io.verdict.cli;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verdict completion}: a script that teaches a shell the commands and options. */
@Command(
        name = "completion",
        header = "Print a script that lets a shell complete commands and options.",
        customSynopsis = "verdict completion SHELL [OPTIONS]",
        description = {
            "",
            "To be read by the shell when it starts; a new version of Verdict needs a new script. What is completed is"
                    + " the command named verdict: put it on the PATH."
        },
        footer = {
            "",
            "Examples:",
            "  verdict completion bash > ~/.verdict-completion",
            "      and in ~/.bashrc: source ~/.verdict-completion",
            "  verdict completion zsh > ~/.verdict-completion",
            "      and in ~/.zshrc: autoload -U compinit && compinit",
            "      source ~/.verdict-completion",
            "  verdict completion fish > ~/.config/fish/completions/verdict.fish"
        })
final class CompletionCommand implements Runnable {
    /** The shells. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Console console;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    Shell shell = Shell.BASH;

    @Spec
    CommandSpec spec = CommandSpec.create();

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        console.out()
                .print(
                        switch (shell) {
                            // picocli's script begins with a switch of zsh into bash's manner.
                            case BASH, ZSH -> AutoComplete.bash("verdict", root);
                            case FISH -> new FishCompletion(root).script();
                        });
    }
}
