package io.verdict.trainer.report;

/** Class names for places with little room: shortened, padded, without characters that would break a line. */
public final class ShortName {
    private ShortName() {}

    /** The name in at most {@code columns} columns; what is cut off shows as an ellipsis. */
    public static String of(String name, int columns) {
        String printable = name.codePoints()
                .map(c -> Character.isISOControl(c) || isLineOrFormat(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        if (columns(printable) <= columns) {
            return printable;
        }
        StringBuilder cut = new StringBuilder();
        int used = 1;
        for (int c : printable.codePoints().toArray()) {
            used += columns(c);
            if (used > columns) {
                break;
            }
            cut.appendCodePoint(c);
        }
        return cut.append('…').toString();
    }

    /** The text with blanks after it, {@code columns} wide. */
    static String left(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - columns(text)));
    }

    /** The text with blanks before it, {@code columns} wide. */
    static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - columns(text))) + text;
    }

    /** How many columns of a terminal a text takes. */
    static int columns(String text) {
        return text.codePoints().map(ShortName::columns).sum();
    }

    /** Two for Chinese, Japanese, Korean and emoji, none for marks on the character before. */
    private static int columns(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = (codePoint >= 0x1100 && codePoint <= 0x115F)
                || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
                || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    /** Line separators, and format characters such as those that turn the writing direction. */
    private static boolean isLineOrFormat(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR || type == Character.FORMAT;
    }
}
