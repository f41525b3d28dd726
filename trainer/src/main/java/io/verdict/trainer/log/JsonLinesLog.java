package io.verdict.trainer.log;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code metrics.jsonl}: a line a point, an object with {@code time}, {@code epoch}, {@code step} and what was measured. */
final class JsonLinesLog implements LogWriter {
    static final String FILE = "metrics.jsonl";

    private final Writer out;

    private JsonLinesLog(Writer out) {
        this.out = out;
    }

    static JsonLinesLog open(Path folder) throws IOException {
        return new JsonLinesLog(Files.newBufferedWriter(
                folder.resolve(FILE), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public void write(LogPoint point) throws IOException {
        JsonObject line = new JsonObject();
        line.addProperty("time", point.time());
        line.addProperty("epoch", point.epoch());
        line.addProperty("step", point.step());
        point.values().forEach(line::addProperty);
        out.write(line + "\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
