package io.verdict.trainer.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The parts of a target as it is written. */
final class TargetText {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private TargetText() {}

    /** The values of a list, or what stands between the commas of a text; trimmed. A blank cell has none. */
    static List<String> split(Cell cell) {
        if (cell instanceof Cell.Many many) {
            return many.cells().stream().map(each -> each.text().strip()).toList();
        }
        return cell.isBlank() ? List.of() : commas(cell.text());
    }

    /** What stands between the blanks of a text. */
    static List<String> splitAtBlanks(Cell cell) {
        return cell instanceof Cell.Many || cell.isBlank()
                ? split(cell)
                : List.of(BLANKS.split(cell.text().strip()));
    }

    private static List<String> commas(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
            parts.add(text.substring(from, comma).strip());
            from = comma + 1;
        }
        parts.add(text.substring(from).strip());
        return parts;
    }

    /** The value of a number; empty if it is none. {@code true} is 1, {@code false} is 0. */
    static OptionalDouble number(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return OptionalDouble.of(text.equalsIgnoreCase("true") ? 1 : 0);
        }
        return isNumber(text) ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    static boolean isNumber(String text) {
        return !text.isEmpty() && text.charAt(0) <= '9' && NUMBER.matcher(text).matches();
    }
}
