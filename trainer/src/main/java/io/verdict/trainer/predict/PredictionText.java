package io.verdict.trainer.predict;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.verdict.trainer.data.Example;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Prediction;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Predictions in a format, in pieces: the beginning, the rows and the end, one after another, are the file. */
public final class PredictionText {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final PredictionFormat format;
    private final OutputRow rows;

    /**
     * @param fields the names of the texts: one, or two of pairs
     * @param labels the model's
     */
    public PredictionText(PredictionFormat format, List<String> fields, OutputOptions options, Labels labels) {
        this.format = format;
        this.rows = new OutputRow(fields, options, labels);
    }

    /**
     * What the file begins with.
     *
     * @throws VerdictException if a column of a table would be there twice
     */
    public String begin() {
        return format.isTable() ? separated(rows.header()) : format == PredictionFormat.JSON ? "[" : "";
    }

    /**
     * One row.
     *
     * @param first whether it is the first of the file
     * @throws VerdictException if a value is no finite number, or a field would be there twice
     */
    public String row(Example text, Prediction prediction, boolean first) {
        List<String> texts = new ArrayList<>(List.of(text.text()));
        text.pair().ifPresent(texts::add);
        if (format.isTable()) {
            return separated(rows.columns(texts, prediction));
        }
        String json = GSON.toJson(rows.object(texts, prediction));
        return format == PredictionFormat.JSONL ? json + "\n" : (first ? "\n" : ",\n") + json;
    }

    /** What the file ends with. */
    public String end() {
        return format == PredictionFormat.JSON ? "\n]\n" : "";
    }

    private String separated(List<String> values) {
        CSVFormat csv = CSVFormat.RFC4180
                .builder()
                .setDelimiter(format == PredictionFormat.TSV ? '\t' : ',')
                .setRecordSeparator('\n')
                .get();
        StringWriter row = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(row, csv)) {
            printer.printRecord(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return row.toString();
    }
}
