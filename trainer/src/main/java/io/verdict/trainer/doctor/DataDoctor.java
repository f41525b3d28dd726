package io.verdict.trainer.doctor;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.trainer.data.Cell;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.LoadProgress;
import io.verdict.trainer.data.Table;
import io.verdict.trainer.data.TableRow;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at data row by row and says what may go wrong with it: class balance, labels that are nearly the same, missing
 * labels, duplicates in one part and across parts, the same text with different labels, empty and very long texts,
 * damaged encodings; with a tokenizer also texts that are cut and tokens that are unknown. The training data should come
 * first. Not for use by several threads.
 *
 * <pre>{@code
 * Diagnosis diagnosis = DataDoctor.withTokenizer(tokenizer, 128)
 *         .examine("training", Table.open(Path.of("train.csv")), "text", List.of("label"))
 *         .examine("test", Table.open(Path.of("test.csv")), "text", List.of("label"))
 *         .diagnosis();
 * }</pre>
 */
public final class DataDoctor {
    /** Rows of each part in a short examination, and of them texts that are turned into tokens. */
    private static final long SHORT_ROWS = 20_000;

    private static final long SHORT_TOKENIZED = 1000;

    private final LabelCheck labelCheck = new LabelCheck();
    private Optional<TokenCheck> tokenCheck = Optional.empty();
    private final List<Check> checks = new ArrayList<>(List.of(
            labelCheck,
            new DuplicateCheck(),
            TextCheck.empty(),
            TextCheck.veryLong(),
            TextCheck.damaged(),
            TextCheck.mojibake(),
            TextCheck.controls()));
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final long mostRows;

    private DataDoctor(long mostRows) {
        this.mostRows = mostRows;
    }

    /** Looks at texts and labels alone. */
    public static DataDoctor withoutTokenizer() {
        return new DataDoctor(Long.MAX_VALUE);
    }

    /**
     * Looks at tokens too.
     *
     * @param maxLength tokens that the model reads of a text, special tokens included
     */
    public static DataDoctor withTokenizer(Tokenizer tokenizer, int maxLength) {
        DataDoctor doctor = new DataDoctor(Long.MAX_VALUE);
        doctor.add(new TokenCheck(tokenizer, maxLength, Long.MAX_VALUE));
        return doctor;
    }

    /** A short look before training: at the first 20,000 rows of each part, and at 1,000 of them as tokens. */
    public static Diagnosis inShort(TextClassificationData data, Tokenizer tokenizer, int maxLength) {
        DataDoctor doctor = new DataDoctor(SHORT_ROWS);
        doctor.add(new TokenCheck(tokenizer, maxLength, SHORT_TOKENIZED));
        data.train().ifPresent(source -> doctor.examine("training", source, data.labels()));
        data.valid().ifPresent(source -> doctor.examine("validation", source, data.labels()));
        data.test().ifPresent(source -> doctor.examine("test", source, data.labels()));
        return doctor.diagnosis();
    }

    private void add(TokenCheck check) {
        tokenCheck = Optional.of(check);
        checks.add(check);
    }

    /** Examines a part of the data that was checked already. */
    public DataDoctor examine(String part, TextSource source, Labels labels) {
        int number = begin(part);
        long count = 0;
        try (Stream<Example> stream = source.stream()) {
            Iterator<Example> examples = stream.iterator();
            for (; count < mostRows && examples.hasNext(); count++) {
                Example example = examples.next();
                List<String> names =
                        example.target().labels().stream().map(labels::name).toList();
                see(new Row(number, "line " + example.line(), example.text(), names));
            }
        }
        rows.put(part, count);
        return this;
    }

    /**
     * Examines a part of the data as it is in its source, where texts and labels may be missing.
     *
     * @param targetFields none if there are no labels
     */
    public DataDoctor examine(String part, Table table, String inputField, List<String> targetFields) {
        return examine(part, table, inputField, targetFields, LoadProgress.NONE);
    }

    /** The same, telling how far it is. */
    public DataDoctor examine(
            String part, Table table, String inputField, List<String> targetFields, LoadProgress progress) {
        int number = begin(part);
        List<String> wanted = new ArrayList<>(List.of(inputField));
        wanted.addAll(targetFields);
        progress.started(table.name(), table.bytes());
        long count = 0;
        try (Stream<TableRow> stream = table.stream(wanted, progress::advanced)) {
            Iterator<TableRow> all = stream.iterator();
            for (; count < mostRows && all.hasNext(); count++) {
                TableRow row = all.next();
                see(new Row(
                        number,
                        place(table, row.line()),
                        row.cells().get(0).text(),
                        labels(targetFields, row.cells())));
            }
        } finally {
            progress.finished();
        }
        if (count == 0) {
            throw new VerdictException("There are no rows in " + table.name() + ".");
        }
        rows.put(part, count);
        return this;
    }

    /** Without the table's name, which is the same for all rows of a part. */
    private static String place(Table table, long line) {
        String place = table.place(line);
        String name = table.name() + ", ";
        return place.startsWith(name) ? place.substring(name.length()) : place;
    }

    /** Of one field its value or values; of several fields the names of those that are set. */
    private static List<String> labels(List<String> fields, List<Cell> cells) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Cell cell = cells.get(i + 1);
            if (fields.size() > 1) {
                if (!cell.isBlank() && !cell.text().equals("0") && !cell.text().equalsIgnoreCase("false")) {
                    labels.add(fields.get(i));
                }
            } else if (cell instanceof Cell.Many many) {
                many.cells().stream().filter(each -> !each.isBlank()).forEach(each -> labels.add(each.text()));
            } else if (!cell.isBlank()) {
                labels.add(cell.text());
            }
        }
        return labels;
    }

    private int begin(String part) {
        if (rows.put(part, 0L) != null) {
            throw new VerdictException("The part \"" + part + "\" was examined already.");
        }
        return rows.size() - 1;
    }

    private void see(Row row) {
        checks.forEach(check -> check.see(row));
    }

    /** What was found in all parts. */
    public Diagnosis diagnosis() {
        List<String> parts = List.copyOf(rows.keySet());
        List<Finding> findings =
                checks.stream().flatMap(check -> check.findings(parts).stream()).toList();
        Map<String, PartFigures> figures = new LinkedHashMap<>();
        for (int part = 0; part < parts.size(); part++) {
            int number = part;
            figures.put(
                    parts.get(part),
                    new PartFigures(
                            rows.getOrDefault(parts.get(part), 0L),
                            labelCheck.counts(part),
                            tokenCheck.flatMap(check -> check.figures(number))));
        }
        return new Diagnosis(figures, findings);
    }
}
