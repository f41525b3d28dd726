package io.verdict.trainer.doctor;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.trainer.data.Cell;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.LoadProgress;
import io.verdict.trainer.data.Table;
import io.verdict.trainer.data.TableRow;
import io.verdict.trainer.data.TargetForm;
import io.verdict.trainer.data.TargetTrial;
import io.verdict.trainer.data.TargetTrial.Kind;
import io.verdict.trainer.data.TargetTrial.Outcome;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.trainer.doctor.Finding.Severity;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at data row by row and says what may go wrong with it: class balance, labels that are nearly the same, missing
 * labels, duplicates in one part and across parts, the same text with different labels, empty and very long texts,
 * damaged encodings; with a tokenizer also texts that are cut and tokens that are unknown. The training data should come
 * first. Not for use by several threads.
 *
 * <pre>{@code
 * Diagnosis diagnosis = DataDoctor.withTokenizer(tokenizer, 128)
 *         .examine("training", Table.open(Path.of("train.csv")), List.of("text"), List.of("label"))
 *         .examine("test", Table.open(Path.of("test.csv")), List.of("text"), List.of("label"))
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
    private final List<Finding> formFindings = new ArrayList<>();
    private final long mostRows;
    private Optional<TargetForm> targetForm = Optional.empty();
    private @Nullable TargetTrial trial;

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

    /** The form that the targets of tables have, where it is not to be found. */
    public DataDoctor targetForm(TargetForm form) {
        targetForm = Optional.of(form);
        return this;
    }

    private void add(TokenCheck check) {
        tokenCheck = Optional.of(check);
        checks.add(check);
    }

    /** Examines a part of the data that was checked already. */
    public DataDoctor examine(String part, TextSource source, Labels labels) {
        int number = begin(part);
        labelCheck.know(labels);
        long count = 0;
        try (Stream<Example> stream = source.stream()) {
            Iterator<Example> examples = stream.iterator();
            for (; count < mostRows && examples.hasNext(); count++) {
                Example example = examples.next();
                List<String> names =
                        example.target().labels().stream().map(labels::name).toList();
                see(new Row(
                        number,
                        "line " + example.line(),
                        example.text(),
                        example.pair(),
                        Optional.of(new Outcome(Kind.READ, names, ""))));
            }
        }
        rows.put(part, count);
        return this;
    }

    /**
     * Examines a part of the data as it is in its source, where texts and labels may be missing. The first part with
     * labels, which is read twice, says of what form they are and which there are.
     *
     * @param inputFields the field with the texts, or two with pairs
     * @param targetFields none if there are no labels
     */
    public DataDoctor examine(String part, Table table, List<String> inputFields, List<String> targetFields) {
        return examine(part, table, inputFields, targetFields, LoadProgress.NONE);
    }

    /** The same, telling how far it is. */
    public DataDoctor examine(
            String part, Table table, List<String> inputFields, List<String> targetFields, LoadProgress progress) {
        int number = begin(part);
        Function<List<Cell>, Optional<Outcome>> targets = targets(part, table, inputFields, targetFields);
        int inputs = inputFields.size();
        List<String> wanted = new ArrayList<>(inputFields);
        wanted.addAll(targetFields);
        progress.started(table.name(), table.bytes());
        long count = 0;
        try (Stream<TableRow> stream = table.stream(wanted, progress::advanced)) {
            Iterator<TableRow> all = stream.iterator();
            for (; count < mostRows && all.hasNext(); count++) {
                TableRow row = all.next();
                List<Cell> cells = row.cells();
                see(new Row(
                        number,
                        place(table, row.line()),
                        cells.get(0).text(),
                        inputs == 2 ? Optional.of(cells.get(1).text()) : Optional.empty(),
                        targets.apply(cells.subList(inputs, cells.size()))));
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

    private Function<List<Cell>, Optional<Outcome>> targets(
            String part, Table table, List<String> inputFields, List<String> targetFields) {
        if (targetFields.isEmpty()) {
            return cells -> Optional.empty();
        }
        TargetTrial known = trial;
        if (known == null) {
            known = TargetTrial.of(table, inputFields, targetFields, targetForm);
            trial = known;
            labelCheck.know(known.labels());
            known.problem()
                    .ifPresent(problem -> formFindings.add(new Finding(
                            "target_form",
                            Severity.PROBLEM,
                            part,
                            problem,
                            0,
                            List.of(),
                            "Write all targets in one form, or tell the one that is meant: training stops at this.")));
        }
        Function<List<Cell>, Outcome> reader = known.reader(table, inputFields, targetFields);
        return cells -> Optional.of(reader.apply(cells));
    }

    /** Without the table's name, which is the same for all rows of a part. */
    private static String place(Table table, long line) {
        String place = table.place(line);
        String name = table.name() + ", ";
        return place.startsWith(name) ? place.substring(name.length()) : place;
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
        List<Finding> findings = new ArrayList<>(formFindings);
        checks.forEach(check -> findings.addAll(check.findings(parts)));
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
        return new Diagnosis(trial == null ? "" : trial.describe(), figures, findings);
    }
}
