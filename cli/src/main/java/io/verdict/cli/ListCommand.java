package io.verdict.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code verdict list}: the names that options take. */
@Command(
        name = "list",
        header = "List the names that options take.",
        customSynopsis = "verdict list WHAT [OPTIONS]",
        description = {
            "",
            "One a line: backbones for --model.backbone, heads for --model.pooling, optimizers for --model.optimizer,"
                    + " lr_schedulers for --model.lr_scheduler, strategies for --trainer.strategy, outputs for what"
                    + " \"verdict predict\" prints."
        },
        footer = {"", "Example:", "  verdict list strategies"})
final class ListCommand implements Runnable {
    private final Console console;

    @Parameters(paramLabel = "WHAT", description = "One of ${COMPLETION-CANDIDATES}.")
    Available what = Available.BACKBONES;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        what.names().forEach(name -> console.out().line(name));
    }
}
