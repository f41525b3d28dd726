package io.verdict.trainer.data;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** One value of a table, in the form its source has it. */
@SuppressWarnings("JavaLangClash") // Number is the word for it, and is always read as Cell.Number.
public sealed interface Cell {
    /** How the value is written in a CSV file: a whole number without its point, several values with commas between. */
    String text();

    /** Whether there is nothing to read: no value, or blanks alone. */
    default boolean isBlank() {
        return text().codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    /** Characters; true and false too. All values of CSV files are of this kind. */
    record Text(String text) implements Cell {}

    /** A number of a format that knows numbers. */
    record Number(double value) implements Cell {
        @Override
        public String text() {
            return Double.isFinite(value)
                    ? new BigDecimal(Double.toString(value))
                            .stripTrailingZeros()
                            .toPlainString()
                    : Double.toString(value);
        }
    }

    /** A list of values. */
    record Many(List<Cell> cells) implements Cell {
        public Many {
            cells = List.copyOf(cells);
        }

        @Override
        public String text() {
            return cells.stream().map(Cell::text).collect(Collectors.joining(","));
        }
    }

    /** No value: an empty field of a CSV file, {@code null}, a field the row does not have. */
    record Missing() implements Cell {
        @Override
        public String text() {
            return "";
        }
    }
}
