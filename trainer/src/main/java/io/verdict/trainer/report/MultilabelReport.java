package io.verdict.trainer.report;

import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files a run leaves beside a model that gives any number of labels.
 *
 * @param metrics of the trained model
 * @param history how training went; empty for a model that is only evaluated
 */
public record MultilabelReport(MultilabelMetrics metrics, History history) {
    /**
     * Writes {@code metrics.json} and, for a history with rows, {@code history.csv}.
     *
     * @param folder made if it is not there; files of the same names are replaced
     * @throws io.verdict.transformer.VerdictException if a file cannot be written
     */
    public void write(Path folder) {
        String json = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(metrics.toJson());
        ReportFile.write(
                folder.resolve(TrainingReport.METRICS),
                path -> Files.writeString(path, json + "\n", StandardCharsets.UTF_8));
        if (!history.rows().isEmpty()) {
            history.write(folder.resolve(TrainingReport.HISTORY));
        }
    }
}
