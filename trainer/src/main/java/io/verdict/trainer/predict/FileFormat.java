package io.verdict.trainer.predict;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.verdict.transformer.VerdictException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** How a file of predictions is written, by the end of its name: text pieces whose sum is the file. */
enum FileFormat {
    /** RFC 4180 with a header; lines end in LF. */
    CSV,
    /** The same with tabs. */
    TSV,
    /** A JSON object a line. */
    JSONL,
    /** An array of these objects. */
    JSON;

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    /** @throws VerdictException if the name ends otherwise */
    static FileFormat of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (FileFormat format : values()) {
            if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new VerdictException(file + ": the name must end in .csv, .tsv, .jsonl or .json");
    }

    /** What the file begins with. */
    String begin(String field, OutputRow rows) {
        return switch (this) {
            case CSV, TSV -> separated(joined(field, rows.header()));
            case JSONL -> "";
            case JSON -> "[";
        };
    }

    /**
     * One row.
     *
     * @param first whether it is the first of the file
     */
    String row(String field, String text, List<Double> logits, OutputRow rows, boolean first) {
        if (this == CSV || this == TSV) {
            return separated(joined(text, rows.columns(logits)));
        }
        JsonObject row = new JsonObject();
        row.addProperty(field, text);
        rows.addTo(row, logits);
        String json = GSON.toJson(row);
        return this == JSONL ? json + "\n" : (first ? "\n" : ",\n") + json;
    }

    /** What the file ends with. */
    String end() {
        return this == JSON ? "\n]\n" : "";
    }

    private String separated(List<String> values) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(this == TSV ? '\t' : ',')
                .setRecordSeparator('\n')
                .get();
        StringWriter row = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(row, format)) {
            printer.printRecord(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return row.toString();
    }

    private static List<String> joined(String first, List<String> others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }
}
