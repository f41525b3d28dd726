package io.verdict.trainer.doctor;

import io.verdict.trainer.doctor.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Finds texts that have a property.
 *
 * @see #empty
 * @see #veryLong
 */
final class TextCheck implements Check {
    /** More than any model reads; a whole book, or a file that was pasted by mistake. */
    private static final int VERY_LONG = 50_000;

    private final String name;
    private final Severity severity;
    private final Predicate<Row> found;
    private final String what;
    private final String advice;
    private final PerPart<Places> places = new PerPart<>(Places::new);
    private final PerPart<Places> all = new PerPart<>(Places::new);

    private TextCheck(String name, Severity severity, Predicate<Row> found, String what, String advice) {
        this.name = name;
        this.severity = severity;
        this.found = found;
        this.what = what;
        this.advice = advice;
    }

    static Check empty() {
        return new TextCheck(
                "empty_texts",
                Severity.PROBLEM,
                Row::isBlank,
                "have no text",
                "Remove these rows: training stops at them.");
    }

    static Check veryLong() {
        return new TextCheck(
                "long_texts",
                Severity.WARNING,
                row -> row.texts().anyMatch(text -> text.length() > VERY_LONG),
                String.format(Locale.ROOT, "have more than %,d characters", VERY_LONG),
                "Only the beginning of a text is read, up to max_length tokens. Is it one text?");
    }

    static Check damaged() {
        return new TextCheck(
                "encoding",
                Severity.PROBLEM,
                row -> row.texts().anyMatch(text -> text.indexOf('\uFFFD') >= 0),
                "hold the replacement character U+FFFD: bytes were lost when the file was read in a wrong encoding",
                "Make the file again from its source, read in the right encoding and written as UTF-8.");
    }

    static Check mojibake() {
        return new TextCheck(
                "encoding",
                Severity.PROBLEM,
                row -> row.texts().anyMatch(Mojibake::isIn),
                "hold UTF-8 that was read as Windows-1252, such as \"Ã©\" for \"é\"",
                "Make the file again from its source, read as UTF-8; or undo it: write as Windows-1252, read as UTF-8.");
    }

    static Check controls() {
        return new TextCheck(
                "encoding",
                Severity.WARNING,
                row -> row.texts().anyMatch(TextCheck::holdsControls),
                "hold control characters, which no text has",
                "Find out where they come from and remove them; tokenizers drop them.");
    }

    private static boolean holdsControls(String text) {
        return text.chars().anyMatch(c -> (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7F);
    }

    @Override
    public void see(Row row) {
        all.of(row.part()).add("");
        if (found.test(row)) {
            places.of(row.part()).add(row.place());
        }
    }

    @Override
    public List<Finding> findings(List<String> parts) {
        List<Finding> findings = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            Places rows = places.of(part);
            if (rows.count() > 0) {
                findings.add(new Finding(
                        name,
                        severity,
                        parts.get(part),
                        Counts.of(rows.count(), all.of(part).count(), "texts") + " " + what + ".",
                        rows.count(),
                        rows.first(),
                        advice));
            }
        }
        return findings;
    }
}
