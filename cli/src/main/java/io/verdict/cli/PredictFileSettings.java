package io.verdict.cli;

import io.verdict.trainer.data.LoadProgress;
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

/** Where predictions of a file go. */
final class PredictFileSettings {
    @Option(
            names = "--output_file",
            paramLabel = "FILE",
            description = "Write to this file in place of standard output: csv, tsv, jsonl or json by its name.")
    @Nullable
    Path outputFile;

    @Option(
            names = "--errors",
            paramLabel = "FILE",
            description = "With --output_file: go on behind rows that cannot be read, and say in this file, as JSON"
                    + " Lines, which they are and why. Default: the first such row ends the run, with its line.")
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
    void require(CommandLine command, @Nullable Path input) {
        if (outputFile != null) {
            if (input == null) {
                throw new ParameterException(command, "--output_file needs --file, the texts to classify.");
            }
            return;
        }
        String idle = errors != null ? "--errors" : resume ? "--resume" : overwrite ? "--overwrite" : "";
        if (!idle.isEmpty()) {
            throw new ParameterException(command, idle + " needs --output_file.");
        }
    }

    /** What is asked for, if a file is to be written. */
    Optional<PredictionJob> job(
            CommandLine command, Path input, List<String> fields, OutputOptions options, LoadProgress progress) {
        if (outputFile == null) {
            return Optional.empty();
        }
        try {
            PredictionJob job = PredictionJob.of(input, outputFile)
                    .withFields(fields)
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
