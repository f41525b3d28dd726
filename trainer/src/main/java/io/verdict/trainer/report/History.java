package io.verdict.trainer.report;

import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What training reported, a row an evaluation, in the order of the steps. Immutable: {@link #plus} gives a longer one.
 *
 * @param rows the evaluations
 */
public record History(List<Row> rows) {
    /** No rows yet. */
    public static final History EMPTY = new History(List.of());

    /**
     * The state at one evaluation, in general at the end of an epoch.
     *
     * @param epoch how many epochs are done; 1 after the first, 0.5 in its midst
     * @param step how many updates are done
     * @param learningRate of the last update
     * @param trainLoss the mean loss of the examples trained on since the last row
     * @param trainAccuracy the accuracy on them, as they were trained on
     * @param validation the scores of the validation part; null if there is none
     * @param tokensPerSecond the speed of training since the last row, evaluation not counted
     * @param seconds the time since the start of training, that before a resume included
     */
    public record Row(
            double epoch,
            long step,
            double learningRate,
            double trainLoss,
            double trainAccuracy,
            @Nullable Validation validation,
            double tokensPerSecond,
            double seconds) {}

    /** Scores of the validation part: mean loss, accuracy, and the mean of the classes' F1 scores. */
    public record Validation(double loss, double accuracy, double f1Macro) {}

    public History {
        rows = List.copyOf(rows);
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).step() <= rows.get(i - 1).step()) {
                throw new VerdictException("The history has step " + rows.get(i).step() + " after step "
                        + rows.get(i - 1).step() + "; steps must grow.");
            }
        }
    }

    /** This history and one more row. */
    public History plus(Row row) {
        List<Row> longer = new ArrayList<>(rows);
        longer.add(row);
        return new History(longer);
    }

    /** The rows up to and with a step: what a run that resumes at that step has behind it. */
    public History upTo(long step) {
        return new History(rows.stream().filter(row -> row.step() <= step).toList());
    }

    /**
     * Writes {@code history.csv}: a header of column names, then a line a row; the validation columns are empty where
     * there was no validation. Numbers are written so that they read back exactly.
     *
     * @throws VerdictException if the file cannot be written
     */
    public void write(Path file) {
        HistoryCsv.write(this, file);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws VerdictException if the file cannot be read or is not such a file, with the line
     */
    public static History read(Path file) {
        return HistoryCsv.read(file);
    }
}
