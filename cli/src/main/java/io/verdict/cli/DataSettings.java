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
            description =
                    "Texts of a batch. What is left over in the end of an epoch, less than a batch, is left out of it."
                            + " Default: ${DEFAULT-VALUE}.")
    int batchSize;

    @Option(
            names = "--data.max_batch_tokens",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "Makes training batches of as many texts as have at most N tokens in all, in place of a fixed"
                    + " number of texts.")
    @Nullable
    Integer maxBatchTokens;

    @Option(
            names = "--data.group_by_length",
            paramLabel = "true|false",
            arity = "1",
            defaultValue = "true",
            scope = ScopeType.INHERIT,
            description = "Whether texts of a training batch are alike in length, which computes faster; the order"
                    + " is random otherwise. Default: ${DEFAULT-VALUE}.")
    boolean groupByLength = true;

    @Option(
            names = "--data.class_weights",
            paramLabel = "WEIGHTS",
            defaultValue = "none",
            scope = ScopeType.INHERIT,
            description = "How much each class counts in the loss: none, balanced (all classes alike), or weights by"
                    + " label, such as spam=2,ham=0.5. Where a text has one label only; for several there is --data.sampling."
                    + " Default: ${DEFAULT-VALUE}.")
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
                .groupByLength(groupByLength)
                .classWeights(ClassWeights.fromText(classWeights))
                .sampling(Sampling.fromId(sampling));
        if (maxBatchTokens != null) {
            options.maxBatchTokens(maxBatchTokens);
        }
    }
}
