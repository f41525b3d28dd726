package io.verdict.trainer.report.card;

import java.util.List;

/** Writes Markdown; text is escaped here, so that it is neither markup nor HTML. */
final class Markdown {
    private static final String MARKUP = "\\`*_{}[]()#+-!|<>~&$:@";

    private final StringBuilder out = new StringBuilder();

    /** A block as it is, with an empty line after it. */
    Markdown block(String markdown) {
        out.append(markdown.stripTrailing()).append("\n\n");
        return this;
    }

    /** A table; cells are texts. */
    Markdown table(List<String> head, List<List<String>> rows) {
        row(head);
        out.append("|").append("---|".repeat(head.size())).append('\n');
        rows.forEach(this::row);
        out.append('\n');
        return this;
    }

    private void row(List<String> cells) {
        cells.forEach(cell -> out.append("| ").append(text(cell)).append(' '));
        out.append("|\n");
    }

    /** A text in one line in which nothing is markup. */
    static String text(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                escaped.append(' ');
            } else if (c < 0x80 && MARKUP.indexOf(c) >= 0 && !isInWord(c)) {
                escaped.append('\\').appendCodePoint(c);
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                escaped.append('\uFFFD');
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /** Signs that mean something at the start of a line only, where no text of a table or a sentence stands. */
    private static boolean isInWord(int c) {
        return c == '-' || c == '+' || c == '(' || c == ')' || c == ':' || c == '#' || c == '!';
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
