package io.verdict.trainer.predict;

import io.verdict.trainer.data.FileKind;
import io.verdict.trainer.data.LoadProgress;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Predictions for all rows of a file, written to another file in their order. Memory does not grow with the files.
 *
 * @param input a table ({@code .csv}, {@code .tsv}, {@code .json}, {@code .jsonl}, {@code .parquet}), or a {@code .txt}
 *     file with a text a line
 * @param kind how the input is read
 * @param fields the field with the texts, or two for pairs of texts; a {@code .txt} file's is {@code text}
 * @param output the file to write: {@code .csv}, {@code .tsv}, {@code .jsonl} or {@code .json}
 * @param options what is written of each prediction
 * @param errors where it is told which rows cannot be read, and why, as JSON Lines; without it the first of them ends
 *     the job
 * @param resume goes on after the last row that an interrupted job of the same settings wrote; begins if there is none,
 *     and does nothing if the output is complete, unless it is to be overwritten
 * @param overwrite replaces files that are there already
 * @param progress is told how much of the input is read
 */
public record PredictionJob(
        Path input,
        FileKind kind,
        List<String> fields,
        Path output,
        OutputOptions options,
        Optional<Path> errors,
        boolean resume,
        boolean overwrite,
        LoadProgress progress) {
    /** @throws VerdictException if the output's name does not end in one of the formats, or there are too many fields */
    public PredictionJob {
        fields = List.copyOf(fields);
        PredictionFormat.of(output);
        if (fields.isEmpty() || fields.size() > 2 || fields.stream().distinct().count() < fields.size()) {
            throw new VerdictException(
                    "A model reads one text or a pair of texts: name one field or two different ones," + " not "
                            + (fields.isEmpty() ? "none" : String.join(", ", fields)));
        }
    }

    /** The defaults: the field {@code text}, labels, stops at the first row that cannot be read. */
    public static PredictionJob of(Path input, Path output) {
        return new PredictionJob(
                input,
                FileKind.BY_NAME,
                List.of("text"),
                output,
                OutputOptions.DEFAULT,
                Optional.empty(),
                false,
                false,
                LoadProgress.NONE);
    }

    /** The same from an input whose name does not say what it is, or whose rows lie under a field. */
    public PredictionJob withKind(FileKind value) {
        return new PredictionJob(input, value, fields, output, options, errors, resume, overwrite, progress);
    }

    public PredictionJob withField(String value) {
        return withFields(List.of(value));
    }

    /** The same with one field, or two. */
    public PredictionJob withFields(List<String> value) {
        return new PredictionJob(input, kind, value, output, options, errors, resume, overwrite, progress);
    }

    public PredictionJob withOptions(OutputOptions value) {
        return new PredictionJob(input, kind, fields, output, value, errors, resume, overwrite, progress);
    }

    public PredictionJob withErrors(Path value) {
        return new PredictionJob(input, kind, fields, output, options, Optional.of(value), resume, overwrite, progress);
    }

    public PredictionJob withResume(boolean value) {
        return new PredictionJob(input, kind, fields, output, options, errors, value, overwrite, progress);
    }

    public PredictionJob withOverwrite(boolean value) {
        return new PredictionJob(input, kind, fields, output, options, errors, resume, value, progress);
    }

    public PredictionJob withProgress(LoadProgress value) {
        return new PredictionJob(input, kind, fields, output, options, errors, resume, overwrite, value);
    }

    /**
     * Does it.
     *
     * @throws VerdictException if a file cannot be read or written, is there already, or, without {@link #errors}, at the
     *     first row that cannot be read, with its place; what is written so far stays for {@link #resume}
     */
    public PredictionSummary run(TextClassifier model) {
        return new PredictionRun(this, model).run();
    }
}
