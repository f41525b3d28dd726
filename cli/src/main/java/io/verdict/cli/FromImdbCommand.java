package io.verdict.cli;

import io.verdict.trainer.data.TextClassificationData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code verdict text_classification from_imdb}. */
@Command(
        name = "from_imdb",
        header = "Learn from film reviews, negative and positive.",
        customSynopsis = "verdict text_classification [OPTIONS] from_imdb [OPTIONS]",
        description = {
            "",
            "25,000 reviews to train on and 25,000 to test on (Maas et al., 2011); 84 MB. The file is downloaded once, checked by its SHA-256 and kept; a download that was interrupted goes on"
                    + " where it stopped."
        },
        footer = {"", "Example:", "  verdict text_classification from_imdb --val_split 0.05"})
final class FromImdbCommand implements Runnable {
    private final TextClassificationCommand training;

    @Mixin
    final DatasetSettings data = new DatasetSettings();

    @Spec
    CommandSpec spec = CommandSpec.create();

    FromImdbCommand(TextClassificationCommand training) {
        this.training = training;
    }

    @Override
    public void run() {
        training.run(spec.commandLine(), () -> data.addTo(TextClassificationData.fromImdb()));
    }
}
