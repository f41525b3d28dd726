package io.verdict.trainer.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** An event file for TensorBoard: a scalar a value, and the run's settings as a table on its page of texts. */
final class TensorBoardLog implements LogWriter {
    /** TensorBoard takes files for logs whose names hold the second word. */
    static final String PREFIX = "events.out.tfevents.";

    private final EventFile file;

    private TensorBoardLog(EventFile file) {
        this.file = file;
    }

    static TensorBoardLog open(Path folder) throws IOException {
        double now = TrainingLogs.now();
        String name =
                PREFIX + (long) now + ".verdict." + ProcessHandle.current().pid() + ".0";
        TensorBoardLog log = new TensorBoardLog(EventFile.create(folder.resolve(name)));
        log.file.write(EventMessage.version(now));
        return log;
    }

    @Override
    public void settings(double time, Map<String, String> settings) throws IOException {
        StringBuilder table = new StringBuilder("| setting | value |\n|---|---|\n");
        settings.forEach((name, value) -> table.append("| ")
                .append(name)
                .append(" | ")
                .append(value.replace("|", "\\|").replaceAll("\\R", " "))
                .append(" |\n"));
        file.write(EventMessage.text(time, "settings", table.toString()));
    }

    @Override
    public void write(LogPoint point) throws IOException {
        if (!point.values().isEmpty()) {
            file.write(EventMessage.numbers(point.time(), point.step(), point.values()));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
