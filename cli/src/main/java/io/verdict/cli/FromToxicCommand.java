package io.verdict.cli;

import io.verdict.trainer.data.TextClassificationData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code verdict text_classification from_toxic}. */
@Command(
        name = "from_toxic",
        header = "Learn from comments with six labels of toxicity.",
        customSynopsis = "verdict text_classification [OPTIONS] from_toxic [OPTIONS]",
        description = {
            "",
            "160,000 comments on Wikipedia (Jigsaw, 2018), each with none, one or several of six labels. No SHA-256 of the file is known: give --sha256, or --file. The file is downloaded once, checked by its SHA-256 and kept; a download that was interrupted goes on"
                    + " where it stopped."
        },
        footer = {"", "Example:", "  verdict text_classification from_toxic --file jigsaw_toxic_comments.zip"})
final class FromToxicCommand implements Runnable {
    private final TextClassificationCommand training;

    @Mixin
    final DatasetSettings data = new DatasetSettings();

    @Spec
    CommandSpec spec = CommandSpec.create();

    FromToxicCommand(TextClassificationCommand training) {
        this.training = training;
    }

    @Override
    public void run() {
        training.run(spec.commandLine(), () -> data.addTo(TextClassificationData.fromToxic()));
    }
}
