package io.verdict.trainer.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** One form of a log. What was written is in the operating system's hands when a method returns. */
sealed interface LogWriter extends Closeable permits TensorBoardLog, CsvLog, JsonLinesLog {
    /** What the run was told, before its first point. */
    default void settings(double time, Map<String, String> settings) throws IOException {}

    void write(LogPoint point) throws IOException;
}
