package io.verdict.trainer.predict;

import com.google.gson.JsonObject;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.FileKind;
import io.verdict.trainer.data.Table;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of a {@link PredictionJob}. */
final class PredictionRun {
    /** Rows that are classified and written at a time: what an interruption costs at most. */
    private static final int CHUNK = 256;

    private final PredictionJob job;
    private final TextClassifier model;
    private final PredictionText text;
    private final Path partial;
    private final Path stateFile;

    PredictionRun(PredictionJob job, TextClassifier model) {
        this.job = job;
        this.model = model;
        this.text = new PredictionText(PredictionFormat.of(job.output()), job.fields(), job.options(), model.labels());
        this.partial = job.output().resolveSibling(job.output().getFileName() + ".partial");
        this.stateFile = job.output().resolveSibling(job.output().getFileName() + ".progress");
    }

    PredictionSummary run() {
        if (job.resume() && !job.overwrite() && Files.exists(job.output()) && !Files.exists(partial)) {
            forgetState();
            return new PredictionSummary(0, 0, 0);
        }
        requireDifferentFiles();
        Table table = job.kind().openTexts(job.input());
        String beginning = text.begin();
        JobState state = begin();
        long resumed = state.rows();
        job.progress().started(table.name(), table.bytes());
        try (TextRows rows = new TextRows(table, job.fields(), job.progress()::advanced);
                AppendedFile out = new AppendedFile(partial, state.bytes());
                AppendedFile errors =
                        job.errors().isPresent() ? new AppendedFile(job.errors().get(), state.errorBytes()) : null) {
            for (long i = 0; i < resumed; i++) {
                rows.next();
            }
            if (state.bytes() == 0) {
                out.append(beginning);
            }
            for (List<TextRows.Read> chunk = next(rows); !chunk.isEmpty(); chunk = next(rows)) {
                state = write(chunk, state, out, errors);
            }
            out.append(text.end());
        } catch (IOException e) {
            throw failed(e);
        } finally {
            job.progress().finished();
        }
        complete();
        return new PredictionSummary(state.rows(), state.broken(), resumed);
    }

    private String kind() {
        String format = job.kind().format().map(FileKind.Format::id).orElse("by its name");
        return "format " + format
                + (job.kind().rowsField().isEmpty()
                        ? ""
                        : ", rows under " + job.kind().rowsField());
    }

    /** Where to begin; nothing is written yet. */
    private JobState begin() {
        String settings = String.join(
                "\n",
                job.input().toString(),
                kind(),
                String.join(",", job.fields()),
                job.options().toString(),
                "errors " + job.errors().map(Path::toString).orElse("none"),
                model.labels().names().toString(),
                // Two trainings never come to the same head.
                "head " + model.classifier().parameters().checksum(List.of(ParameterSpec.CLASSIFIER_WEIGHT)));
        if (job.resume()) {
            Optional<JobState> before = JobState.read(stateFile);
            if (before.isPresent()) {
                if (!before.get().settings().equals(settings)) {
                    throw new VerdictException(partial + " was written with other settings:\n"
                            + before.get().settings() + "\nnow:\n" + settings
                            + "\nResume with the same ones, or begin anew.");
                }
                return before.get();
            }
        }
        requireFree(job.output());
        if (!job.resume() && !job.overwrite() && (Files.exists(partial) || Files.exists(stateFile))) {
            throw new VerdictException(partial
                    + " is there: an interrupted job has left it. Resume that job, or ask for" + " overwriting");
        }
        job.errors().ifPresent(this::requireFree);
        JobState start = JobState.start(settings);
        try {
            start.write(stateFile);
        } catch (IOException e) {
            throw failed(e);
        }
        return start;
    }

    private void requireDifferentFiles() {
        Set<Path> files = new HashSet<>();
        Stream.concat(Stream.of(job.input(), job.output(), partial, stateFile), job.errors().stream())
                .forEach(file -> {
                    if (!files.add(real(file))) {
                        throw new VerdictException(
                                file + " is named twice; input, output and errors must be different files");
                    }
                });
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            // It is not there.
            return file.toAbsolutePath().normalize();
        }
    }

    private void requireFree(Path file) {
        if (Files.exists(file) && !job.overwrite()) {
            throw new VerdictException(file + " is there already; ask for overwriting or name another file");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new VerdictException(
                    "There is no folder " + folder + " for " + file.getFileName() + "; make it first");
        }
    }

    /** Rows to classify at a time; where a broken one ends the job, those before it. */
    private List<TextRows.Read> next(TextRows rows) {
        List<TextRows.Read> chunk = new ArrayList<>();
        while (chunk.size() < CHUNK) {
            Optional<TextRows.Read> row = rows.next();
            if (row.isEmpty()) {
                break;
            }
            chunk.add(row.get());
            if (row.get().isBroken() && job.errors().isEmpty()) {
                break;
            }
        }
        return chunk;
    }

    private JobState write(List<TextRows.Read> chunk, JobState state, AppendedFile out, @Nullable AppendedFile errors)
            throws IOException {
        List<Example> whole =
                chunk.stream().flatMap(row -> row.example().stream()).toList();
        List<Prediction> predictions = Examples.predict(model, whole);
        StringBuilder pieces = new StringBuilder();
        boolean first = state.rows() == state.broken();
        for (int i = 0; i < whole.size(); i++) {
            pieces.append(text.row(whole.get(i), predictions.get(i), first && i == 0));
        }
        out.append(pieces);
        long done = chunk.size();
        Optional<TextRows.Read> stop = Optional.empty();
        for (TextRows.Read row : chunk) {
            if (row.isBroken() && errors == null) {
                stop = Optional.of(row);
                done--;
            } else if (row.isBroken() && errors != null) {
                JsonObject problem = new JsonObject();
                problem.addProperty("line", row.line());
                problem.addProperty("error", row.problem());
                errors.append(problem + "\n");
            }
        }
        JobState now = new JobState(
                state.settings(),
                state.rows() + done,
                state.broken() + (errors == null ? 0 : chunk.size() - whole.size()),
                out.length(),
                errors == null ? 0 : errors.length());
        now.write(stateFile);
        if (stop.isPresent()) {
            throw new VerdictException(stop.get().problem() + " Mend it and resume, or name a file for such rows"
                    + " (errors) and begin anew.");
        }
        return now;
    }

    private void complete() {
        try {
            Files.move(partial, job.output(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(e);
        }
        forgetState();
    }

    private void forgetState() {
        try {
            Files.deleteIfExists(stateFile);
        } catch (IOException e) {
            throw new VerdictException(stateFile + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private VerdictException failed(IOException e) {
        return new VerdictException("Cannot write the predictions to " + partial + ": " + e.getMessage(), e);
    }
}
