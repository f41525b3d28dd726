package io.verdict.export;

import java.util.List;
import java.util.Locale;

/** A comparison as a table for a terminal. */
public final class ComparisonText {
    private static final int WIDTH = 48;

    private ComparisonText() {}

    /**
     * What is compared, the summary, and the texts that get other labels, which are marked, and those with
     * the largest differences.
     *
     * @param rows how many of those texts
     */
    public static String of(Comparison comparison, int rows) {
        StringBuilder text = new StringBuilder()
                .append("reference  ")
                .append(comparison.reference())
                .append("\ncompared   ")
                .append(comparison.other())
                .append('\n')
                .append(comparison.summary())
                .append('\n');
        List<ComparedText> worst = comparison.worst(rows);
        if (worst.isEmpty()) {
            return text.toString();
        }
        int labels = worst.stream().mapToInt(row -> labels(row).length()).max().orElseThrow();
        text.append(String.format(Locale.ROOT, "%n  difference  %-" + Math.max(labels, 5) + "s  text%n", "label"));
        for (ComparedText row : worst) {
            text.append(String.format(
                    Locale.ROOT,
                    "%12.1e  %-" + Math.max(labels, 5) + "s  %s%n",
                    row.difference(),
                    labels(row),
                    shortened(row.text())));
        }
        return text.toString();
    }

    private static String labels(ComparedText row) {
        String expected = String.join(", ", row.expectedLabels());
        return row.flipped() ? expected + " -> " + String.join(", ", row.actualLabels()) : expected;
    }

    private static String shortened(SampleText sample) {
        String text = (sample.text() + sample.pair().map(pair -> " | " + pair).orElse(""))
                .replaceAll("\\s+", " ")
                .strip();
        return text.codePointCount(0, text.length()) <= WIDTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, WIDTH - 3)) + "...";
    }
}
