package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Java's values as cells. */
final class Values {
    private static final Cell MISSING = new Cell.Missing();

    private Values() {}

    /**
     * A value as a cell: numbers as numbers; texts, characters, true and false, and enum constants by their names;
     * collections and arrays as several values; {@code null} and an empty {@link Optional} as none.
     *
     * @throws VerdictException if it is of another type
     */
    static Cell cell(@Nullable Object value) {
        if (value == null) {
            return MISSING;
        } else if (value instanceof CharSequence || value instanceof Character || value instanceof Boolean) {
            return new Cell.Text(value.toString());
        } else if (value instanceof Number number) {
            return new Cell.Number(number.doubleValue());
        } else if (value instanceof Enum<?> constant) {
            return new Cell.Text(constant.name());
        } else if (value instanceof Optional<?> optional) {
            return cell(optional.orElse(null));
        } else if (value instanceof Collection<?> values) {
            return new Cell.Many(cells(values));
        } else if (value.getClass().isArray()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                values.add(Array.get(value, i));
            }
            return new Cell.Many(cells(values));
        }
        throw new VerdictException("A value of type " + value.getClass().getName()
                + " is no text, number, label or list of these: " + value);
    }

    private static List<Cell> cells(Collection<? extends @Nullable Object> values) {
        List<Cell> cells = new ArrayList<>(values.size());
        for (Object value : values) {
            cells.add(cell(value));
        }
        return cells;
    }
}
