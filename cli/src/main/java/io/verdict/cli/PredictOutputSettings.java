package io.verdict.cli;

import io.verdict.trainer.predict.OutputOptions;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is told of each prediction. */
final class PredictOutputSettings {
    @Option(
            names = "--output",
            paramLabel = "KIND",
            defaultValue = "labels",
            description = "What is told: labels, classes (their numbers), probabilities, logits, preds (the logits, by"
                    + " their name in Flash), or raw (all of it). Default: ${DEFAULT-VALUE}.")
    Output output = Output.LABELS;

    @Option(
            names = "--threshold",
            paramLabel = "P",
            description = "Of a model whose texts can have several labels: those with at least this probability."
                    + " Default: 0.5.")
    @Nullable
    Double threshold;

    @Option(
            names = "--top_k",
            paramLabel = "N",
            description = "The N most likely labels or classes, the most likely first, in place of the one, or of those"
                    + " over the threshold.")
    @Nullable
    Integer topK;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "How it is printed: text (a line each: what was asked for, then the text, cut), csv, tsv, jsonl or"
                            + " json. Default: ${DEFAULT-VALUE}.")
    PrintFormat format = PrintFormat.TEXT;

    /** As the prediction takes them. */
    OutputOptions options(CommandLine command) {
        if (threshold != null && topK != null) {
            throw new ParameterException(command, "--threshold and --top_k exclude each other: give one of them.");
        }
        if (topK != null && topK < 1) {
            throw new ParameterException(command, "--top_k is " + topK + ", must be at least 1.");
        }
        try {
            return OutputOptions.DEFAULT
                    .withOutput(output)
                    .withThreshold(threshold == null ? OutputOptions.DEFAULT.threshold() : threshold)
                    .withTopK(topK == null ? 0 : topK);
        } catch (VerdictException e) {
            throw new ParameterException(command, "--" + e.getMessage() + ".", e);
        }
    }
}
