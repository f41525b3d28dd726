package io.verdict.cli;

import io.verdict.trainer.ClassWeights;
import io.verdict.trainer.Sampling;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.data.DataBuilder;
import io.verdict.trainer.data.TargetForm;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What is made of the texts, wherever they come from. */
final class DataSettings {
    static final String TARGET_FORMS = "number, label, one_hot, numbers, labels, comma, space, multi_hot, soft";

    @Option(
            names = "--data.target_form",
            paramLabel = "FORM",
            scope = ScopeType.INHERIT,
            description = "How targets are written, if it is not what is found by looking at all of them: "
                    + TARGET_FORMS + ".")
    @Nullable
    String targetForm;

    @Option(
            names = "--data.batch_size",
            paramLabel = "N",
            defaultValue = "16",
            scope = ScopeType.INHERIT,
            description = "Texts of a batch. Default: ${DEFAULT-VALUE}.")
    int batchSize;

    @Option(
            names = "--data.class_weights",
            paramLabel = "WEIGHTS",
            defaultValue = "none",
            scope = ScopeType.INHERIT,
            description = "How much each class counts in the loss: none, balanced (all classes alike), or weights by"
                    + " label, such as spam=2,ham=0.5. Default: ${DEFAULT-VALUE}.")
    String classWeights = "none";

    @Option(
            names = "--data.sampling",
            paramLabel = "KIND",
            defaultValue = "shuffled",
            scope = ScopeType.INHERIT,
            description = "shuffled (an epoch takes each text once) or weighted (it draws texts, those of rare classes"
                    + " more often). Default: ${DEFAULT-VALUE}.")
    String sampling = "shuffled";

    /** How targets are read, for the builder of the data. */
    void addTo(DataBuilder<?> data) {
        if (targetForm != null) {
            data.targetForm(TargetForm.fromId(targetForm));
        }
    }

    void addTo(TrainerOptions.Builder options) {
        options.batchSize(batchSize)
                .classWeights(ClassWeights.fromText(classWeights))
                .sampling(Sampling.fromId(sampling));
    }
}
