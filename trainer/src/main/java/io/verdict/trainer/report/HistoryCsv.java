package io.verdict.trainer.report;

import io.verdict.transformer.VerdictException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** {@code history.csv}: the columns, and how a row stands in them. */
final class HistoryCsv {
    static final List<String> COLUMNS = List.of(
            "epoch",
            "step",
            "learning_rate",
            "train_loss",
            "train_accuracy",
            "val_loss",
            "val_accuracy",
            "val_f1_macro",
            "tokens_per_second",
            "seconds");

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();

    private HistoryCsv() {}

    static void write(History history, Path file) {
        ReportFile.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
                    CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
                printer.printRecord(COLUMNS);
                for (History.Row row : history.rows()) {
                    printer.printRecord(cells(row));
                }
            }
        });
    }

    static History read(Path file) {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(in, FORMAT)) {
            List<History.Row> rows = new ArrayList<>();
            boolean header = true;
            for (CSVRecord line : parser) {
                if (header) {
                    requireHeader(file, line);
                    header = false;
                } else {
                    rows.add(row(file, line));
                }
            }
            if (header) {
                throw new VerdictException(file + " is empty; a history starts with the line " + headerLine() + ".");
            }
            return new History(rows);
        } catch (IOException | UncheckedIOException e) {
            throw new VerdictException("Cannot read the history " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<String> cells(History.Row row) {
        History.Validation validation = row.validation();
        return List.of(
                shortest(row.epoch()),
                Long.toString(row.step()),
                shortest(row.learningRate()),
                shortest(row.trainLoss()),
                shortest(row.trainAccuracy()),
                validation == null ? "" : shortest(validation.loss()),
                validation == null ? "" : shortest(validation.accuracy()),
                validation == null ? "" : shortest(validation.f1Macro()),
                shortest(row.tokensPerSecond()),
                shortest(row.seconds()));
    }

    /** Whole numbers without a fraction, all others as Java writes them, which reads back to the same double. */
    private static String shortest(double value) {
        String text = Double.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static History.Row row(Path file, CSVRecord line) {
        if (line.size() != COLUMNS.size()) {
            throw new VerdictException(
                    place(file, line) + "there are " + line.size() + " values, but " + COLUMNS.size() + " columns.");
        }
        return new History.Row(
                number(file, line, 0),
                step(file, line),
                number(file, line, 2),
                number(file, line, 3),
                number(file, line, 4),
                validation(file, line),
                number(file, line, 8),
                number(file, line, 9));
    }

    private static History.@Nullable Validation validation(Path file, CSVRecord line) {
        if (line.get(5).isEmpty() && line.get(6).isEmpty() && line.get(7).isEmpty()) {
            return null;
        }
        return new History.Validation(number(file, line, 5), number(file, line, 6), number(file, line, 7));
    }

    private static double number(Path file, CSVRecord line, int column) {
        try {
            return Double.parseDouble(line.get(column));
        } catch (NumberFormatException e) {
            throw notANumber(file, line, column, e);
        }
    }

    private static long step(Path file, CSVRecord line) {
        try {
            return Long.parseLong(line.get(1));
        } catch (NumberFormatException e) {
            throw notANumber(file, line, 1, e);
        }
    }

    private static VerdictException notANumber(Path file, CSVRecord line, int column, NumberFormatException e) {
        return new VerdictException(
                place(file, line) + "\"" + line.get(column) + "\" in the column " + COLUMNS.get(column)
                        + " is not a number.",
                e);
    }

    private static void requireHeader(Path file, CSVRecord line) {
        if (!line.toList().equals(COLUMNS)) {
            throw new VerdictException(file + " is not a history: its first line is \""
                    + String.join(",", line.toList()) + "\" and should be " + headerLine() + ".");
        }
    }

    private static String headerLine() {
        return "\"" + String.join(",", COLUMNS) + "\"";
    }

    private static String place(Path file, CSVRecord line) {
        return file + ", line " + line.getRecordNumber() + ": ";
    }
}
