package io.verdict.cli;

import io.verdict.trainer.data.LoadProgress;
import io.verdict.trainer.predict.Output;
import io.verdict.trainer.predict.OutputOptions;
import io.verdict.trainer.predict.PredictionJob;
import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where predictions of a file go, and what of them. */
final class PredictFileSettings {
    @Option(
            names = "--output_file",
            paramLabel = "FILE",
            description = "Write to this file in place of standard output: csv, tsv, jsonl or json by its name.")
    @Nullable
    Path outputFile;

    @Option(
            names = "--threshold",
            paramLabel = "P",
            description = "With --output_file, of a model whose texts can have several labels: those with at least this"
                    + " probability. Default: 0.5.")
    @Nullable
    Double threshold;

    @Option(
            names = "--top_k",
            paramLabel = "N",
            description = "With --output_file: the N most likely labels or classes, the most likely first.")
    @Nullable
    Integer topK;

    @Option(
            names = "--errors",
            paramLabel = "FILE",
            description = "With --output_file: rows that cannot be read go to this file as JSON Lines. Default: the"
                    + " first such row ends the run, with its line.")
    @Nullable
    Path errors;

    @Option(
            names = "--resume",
            description = "With --output_file: go on after the last row that an interrupted run of the same settings"
                    + " wrote.")
    boolean resume;

    @Option(names = "--overwrite", description = "Replace the files that are written, if they are there.")
    boolean overwrite;

    /** Refuses options that would do nothing. */
    void require(CommandLine command, @Nullable Path input, Output output) {
        if (outputFile != null) {
            if (input == null) {
                throw new ParameterException(command, "--output_file needs --file, the texts to classify.");
            }
            return;
        }
        String idle = threshold != null
                ? "--threshold"
                : topK != null
                        ? "--top_k"
                        : errors != null ? "--errors" : resume ? "--resume" : overwrite ? "--overwrite" : "";
        if (output == Output.RAW) {
            idle = "--output raw";
        }
        if (!idle.isEmpty()) {
            throw new ParameterException(command, idle + " needs --output_file.");
        }
    }

    /** What is asked for, if a file is to be written. */
    Optional<PredictionJob> job(
            CommandLine command, Path input, List<String> fields, Output output, LoadProgress progress) {
        if (outputFile == null) {
            return Optional.empty();
        }
        if (fields.size() > 1) {
            throw new ParameterException(
                    command,
                    "--output_file takes texts of one column; predictions of pairs go to standard output, see --format.");
        }
        try {
            OutputOptions options = OutputOptions.DEFAULT
                    .withOutput(output)
                    .withThreshold(threshold == null ? OutputOptions.DEFAULT.threshold() : threshold)
                    .withTopK(topK == null ? 0 : topK);
            PredictionJob job = PredictionJob.of(input, outputFile)
                    .withField(fields.get(0))
                    .withOptions(options)
                    .withResume(resume)
                    .withOverwrite(overwrite)
                    .withProgress(progress);
            return Optional.of(errors == null ? job : job.withErrors(errors));
        } catch (VerdictException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }
}
