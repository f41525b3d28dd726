package io.verdict.cli;

import io.verdict.trainer.data.DataBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --val_split}. */
final class ValSplit {
    @Option(
            names = "--val_split",
            paramLabel = "SHARE",
            description = "Validate on this share of the training texts instead, of each class alike, e.g. 0.1.")
    @Nullable
    Double share;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    /** @param option what gives validation data of its own, with its value */
    void checkAgainst(String option, @Nullable Object value) {
        if (share != null && value != null) {
            throw new ParameterException(
                    spec.commandLine(), option + " and --val_split exclude each other: give one of them.");
        }
    }

    void addTo(DataBuilder<?> data) {
        if (share != null) {
            data.valSplit(share);
        }
    }
}
