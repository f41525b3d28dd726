package io.verdict.trainer.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.verdict.transformer.VerdictException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files a run leaves beside its model.
 *
 * @param metrics of the trained model, as {@code metrics.json} has them
 * @param examples what it says about the examples it was evaluated on; none where a text can have several labels
 * @param history how training went; empty for a model that is only evaluated
 */
public record TrainingReport(JsonObject metrics, Optional<ScoredExamples> examples, History history) {
    public static final String METRICS = "metrics.json";
    public static final String HISTORY = "history.csv";
    public static final String CURVES = "curves.png";
    public static final String CONFUSION_MATRIX = "confusion_matrix.png";
    public static final String EVALUATION = "evaluation.html";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /**
     * Writes {@code metrics.json} and, for a history with rows, {@code history.csv} and {@code curves.png}; of examples
     * {@code confusion_matrix.png} and {@code evaluation.html} (ROC and precision-recall curves). A picture or page that
     * this machine cannot draw (a Java without fonts, say) is left out with a warning: numbers are never lost because of
     * it. Examples of one class only make no pages.
     *
     * @param folder made if it is not there; files of the same names are replaced
     * @return the files written, in this order
     * @throws VerdictException if a file cannot be written
     */
    public List<Path> write(Path folder) {
        List<Path> written = new ArrayList<>();
        Path file = folder.resolve(METRICS);
        ReportFile.write(file, path -> Files.writeString(path, GSON.toJson(metrics) + "\n", StandardCharsets.UTF_8));
        written.add(file);
        if (!history.rows().isEmpty()) {
            history.write(folder.resolve(HISTORY));
            written.add(folder.resolve(HISTORY));
            draw(folder.resolve(CURVES), path -> CurvesPicture.write(history, path), written);
        }
        examples.ifPresent(scored -> draw(scored, folder, written));
        return List.copyOf(written);
    }

    private static void draw(ScoredExamples scored, Path folder, List<Path> written) {
        draw(folder.resolve(CONFUSION_MATRIX), path -> ConfusionPicture.write(scored.metrics(), path), written);
        CurvesPage page = new CurvesPage(scored);
        if (page.hasCurves()) {
            draw(folder.resolve(EVALUATION), page::write, written);
        }
    }

    private static void draw(Path file, ReportFile.Content picture, List<Path> written) {
        if (ReportFile.draw(file, picture)) {
            written.add(file);
        }
    }
}
