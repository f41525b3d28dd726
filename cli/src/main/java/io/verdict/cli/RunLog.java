package io.verdict.cli;

import io.verdict.cli.config.ConfigCopy;
import io.verdict.trainer.Evaluation;
import io.verdict.trainer.TrainingListener;
import io.verdict.trainer.log.LogFormat;
import io.verdict.trainer.log.TrainingLogs;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The logs of a training run, if any were asked for, with the run's config beside them. */
final class RunLog implements AutoCloseable {
    private final Optional<TrainingLogs> logs;

    private RunLog(Optional<TrainingLogs> logs) {
        this.logs = logs;
    }

    /** No logs: nothing is to be written. */
    static RunLog none() {
        return new RunLog(Optional.empty());
    }

    /**
     * @param values what the run is told, by name
     * @param config the same as a config file
     */
    static RunLog open(LogSettings settings, boolean multiLabel, Map<String, String> values, String config) {
        if (settings.formats.isEmpty()) {
            return none();
        }
        Set<LogFormat> formats = EnumSet.copyOf(settings.formats);
        TrainingLogs logs = TrainingLogs.open(settings.folder, formats, multiLabel, values);
        ConfigCopy.write(logs.folder(), config);
        return new RunLog(Optional.of(logs));
    }

    Optional<Path> folder() {
        return logs.map(TrainingLogs::folder);
    }

    TrainingListener listener() {
        return logs.<TrainingListener>map(open -> open).orElse(TrainingListener.NONE);
    }

    void tested(Evaluation evaluation) {
        logs.ifPresent(open -> open.tested(evaluation));
    }

    @Override
    public void close() {
        logs.ifPresent(TrainingLogs::close);
    }
}
