package io.verdict.cli;

import io.verdict.trainer.report.History;
import io.verdict.trainer.report.RunFacts;
import io.verdict.trainer.report.TrainingReport;
import io.verdict.trainer.report.html.HtmlReport;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the report of an evaluation is written.
 *
 * @param folder made if it is not there; holds no report, or one that may be replaced
 */
record ReportFolder(Path folder) {
    private static final List<String> FILES = List.of(
            HtmlReport.FILE, TrainingReport.METRICS, TrainingReport.CONFUSION_MATRIX, TrainingReport.EVALUATION);

    /**
     * A folder, checked before anything is computed.
     *
     * @throws VerdictException if a model is saved there, whose own report stays, or a report that may not be replaced
     */
    static ReportFolder toWrite(Path folder, boolean overwrite) {
        if (SavedModel.isModel(folder)) {
            throw new VerdictException(
                    folder + " is a saved model, with the report of its training; name another folder with --report");
        }
        for (String file : FILES) {
            if (!overwrite && Files.exists(folder.resolve(file))) {
                throw new VerdictException(
                        folder + " has a " + file + " already; name another folder with --report, or add --overwrite");
            }
        }
        return new ReportFolder(folder);
    }

    /** Writes it, in place of one that was there. */
    void write(Evaluated evaluated, RunFacts facts) {
        try {
            // Not each evaluation has every file.
            for (String file : FILES) {
                Files.deleteIfExists(folder.resolve(file));
            }
        } catch (IOException e) {
            throw new VerdictException("The old report in " + folder + " cannot be replaced: " + e.getMessage(), e);
        }
        evaluated.write(folder, History.EMPTY);
        HtmlReport.write(facts, folder.resolve(HtmlReport.FILE));
    }
}
