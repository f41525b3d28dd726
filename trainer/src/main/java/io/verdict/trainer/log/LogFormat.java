package io.verdict.trainer.log;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.ByName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** In which form a run's log is written. */
public enum LogFormat {
    /** An event file as TensorBoard reads it: {@code events.out.tfevents.*}. */
    TENSORBOARD,
    /** {@code metrics.csv}: a column a value, as Lightning's CSVLogger has them. */
    CSV,
    /** {@code metrics.jsonl}: an object a line. */
    JSONL;

    /** The name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return id();
    }

    /** The names of all. */
    public static List<String> available() {
        return ByName.names(values(), LogFormat::id);
    }

    /**
     * The format of that name, in any case.
     *
     * @throws VerdictException if there is none; the message lists them
     */
    public static LogFormat fromId(String id) {
        return ByName.find("logger", id, values(), LogFormat::id);
    }

    /** A new log in a folder that has none. */
    LogWriter open(Path folder, LogNames names) throws IOException {
        return switch (this) {
            case TENSORBOARD -> TensorBoardLog.open(folder);
            case CSV -> CsvLog.open(folder, names);
            case JSONL -> JsonLinesLog.open(folder);
        };
    }
}
