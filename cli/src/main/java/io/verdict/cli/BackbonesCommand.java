package io.verdict.cli;

import io.verdict.onnx.Backbones;
import picocli.CommandLine.Command;

/** {@code verdict backbones}: what can be fine-tuned without any file. */
@Command(
        name = "backbones",
        header = "List the backbones that come with Verdict.",
        customSynopsis = "verdict backbones [OPTIONS]",
        description = {
            "",
            "One a line, four columns separated by tabs: name, description, licence, and \"default\" for the one that is"
                    + " taken when none is named. Any other BERT is used by its folder or file: see \"verdict inspect"
                    + " --help\"."
        },
        footer = {"", "Example:", "  verdict backbones"})
final class BackbonesCommand implements Runnable {
    private final Console console;

    BackbonesCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        for (Backbones.Embedded backbone : Backbones.all()) {
            if (backbone.isAvailable()) {
                console.out()
                        .line(String.join(
                                "\t",
                                backbone.name(),
                                backbone.description(),
                                backbone.licence(),
                                backbone.name().equals(Backbones.DEFAULT) ? "default" : ""));
            }
        }
    }
}
