package io.verdict.trainer.log;

import com.google.gson.GsonBuilder;
import io.verdict.trainer.EpochResult;
import io.verdict.trainer.Evaluation;
import io.verdict.trainer.StepResult;
import io.verdict.trainer.TrainingListener;
import io.verdict.trainer.report.ReportFile;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The logs of one run: a folder {@code version_N} with a file a format, and {@code hparams.json} with what the run was
 * told. Hand it to a {@link io.verdict.trainer.Trainer} as its listener, among others by
 * {@link io.verdict.trainer.Listeners}. It writes the learning rate, the norm of the gradient, the speed and the loss of
 * each update that the trainer reports ({@code log_every_n_steps}), and loss, accuracy and F1 of each validation.
 *
 * <p>What cannot be written ends the run with a {@link VerdictException}.
 */
public final class TrainingLogs implements TrainingListener, AutoCloseable {
    private static final String VERSION = "version_";
    private static final String SETTINGS = "hparams.json";

    private final Path folder;
    private final LogNames names;
    private final List<LogWriter> writers = new ArrayList<>();
    private long lastStep;
    private double lastEpoch;

    private TrainingLogs(Path folder, LogNames names) {
        this.folder = folder;
        this.names = names;
    }

    /**
     * Begins the logs of a run, in a new folder.
     *
     * @param root where the runs' folders are; made if need be
     * @param multiLabel whether a text can have several labels, which decides what the loss is called
     * @param settings what the run is told, by name; for people
     * @throws VerdictException if the folder cannot be written
     */
    public static TrainingLogs open(
            Path root, Set<LogFormat> formats, boolean multiLabel, Map<String, String> settings) {
        TrainingLogs logs = new TrainingLogs(newFolder(root), LogNames.of(multiLabel));
        try {
            logs.begin(formats, settings);
        } catch (IOException e) {
            logs.close();
            throw logs.failed(e);
        }
        return logs;
    }

    private void begin(Set<LogFormat> formats, Map<String, String> settings) throws IOException {
        String json = new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(settings) + "\n";
        ReportFile.write(folder.resolve(SETTINGS), file -> Files.writeString(file, json));
        for (LogFormat format : formats.isEmpty() ? EnumSet.noneOf(LogFormat.class) : EnumSet.copyOf(formats)) {
            LogWriter writer = format.open(folder, names);
            writers.add(writer);
            writer.settings(now(), settings);
        }
    }

    /** The first of {@code version_0}, {@code version_1} and so on that is later than all there are. */
    private static Path newFolder(Path root) {
        try {
            Files.createDirectories(root);
            int next;
            try (var entries = Files.list(root)) {
                next = entries.mapToInt(TrainingLogs::version).max().orElse(-1) + 1;
            }
            while (true) {
                try {
                    return Files.createDirectory(root.resolve(VERSION + next));
                } catch (FileAlreadyExistsException e) {
                    next++; // Another run was faster.
                }
            }
        } catch (IOException e) {
            throw new VerdictException("Cannot write logs into " + root + ": " + e.getMessage(), e);
        }
    }

    /** The number of a run's folder; -1 if it is none. */
    private static int version(Path entry) {
        String name = entry.getFileName().toString();
        return name.matches(VERSION + "\\d{1,8}") ? Integer.parseInt(name.substring(VERSION.length())) : -1;
    }

    /** The folder of this run. */
    public Path folder() {
        return folder;
    }

    @Override
    public void step(StepResult result) {
        write(result.update(), result.epochsDone(), names.values(result));
    }

    @Override
    public void epoch(EpochResult result) {
        write(result.updates(), result.epochsDone(), names.values(result));
    }

    /** Logs what a model is worth on the test data, at the last step that was logged. */
    public void tested(Evaluation evaluation) {
        write(lastStep, lastEpoch, names.values(evaluation));
    }

    private void write(long step, double epoch, Map<String, Double> values) {
        lastStep = step;
        lastEpoch = epoch;
        LogPoint point = new LogPoint(now(), step, epoch, values);
        try {
            for (LogWriter writer : writers) {
                writer.write(point);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private VerdictException failed(IOException e) {
        return new VerdictException("Cannot write logs into " + folder + ": " + e.getMessage(), e);
    }

    /** Closes the files. */
    @Override
    public void close() {
        IOException failure = null;
        for (LogWriter writer : writers) {
            try {
                writer.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        writers.clear();
        if (failure != null) {
            throw failed(failure);
        }
    }

    /** Seconds since 1970. */
    static double now() {
        return System.currentTimeMillis() / 1000.0;
    }
}
