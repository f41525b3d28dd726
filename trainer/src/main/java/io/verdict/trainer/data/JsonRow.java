package io.verdict.trainer.data;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one JSON object as a row. A field of an object inside it is named by its path, {@code outer.inner}. True and
 * false become texts, as CSV files have them; {@code null} and a field that is not there are no value.
 */
final class JsonRow {
    private static final Cell MISSING = new Cell.Missing();

    private JsonRow() {}

    /** What a row holds is not what it should. */
    static final class WrongRow extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongRow(String message) {
            super(message);
        }
    }

    /**
     * The values of some fields.
     *
     * @param wanted the place of each field among the cells
     * @throws WrongRow if a field holds what cannot be a value, or is there twice
     */
    static List<Cell> read(JsonReader in, Map<String, Integer> wanted) throws IOException {
        Cell[] cells = new Cell[wanted.size()];
        object(in, "", wanted, cells);
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cells[i] == null ? MISSING : cells[i];
        }
        return Arrays.asList(cells);
    }

    private static void object(JsonReader in, String prefix, Map<String, Integer> wanted, Cell[] cells)
            throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            String path = prefix + in.nextName();
            Integer place = wanted.get(path);
            if (place != null) {
                if (cells[place] != null) {
                    throw new WrongRow("the field \"" + path + "\" is there twice.");
                }
                cells[place] = cell(in, path);
            } else if (isObject(in) && wanted.keySet().stream().anyMatch(field -> field.startsWith(path + "."))) {
                object(in, path + ".", wanted, cells);
            } else {
                in.skipValue();
            }
        }
        in.endObject();
    }

    private static Cell cell(JsonReader in, String path) throws IOException {
        return switch (in.peek()) {
            case STRING -> new Cell.Text(in.nextString());
            case NUMBER -> number(in.nextString(), path);
            case BOOLEAN -> new Cell.Text(Boolean.toString(in.nextBoolean()));
            case NULL -> {
                in.nextNull();
                yield MISSING;
            }
            case BEGIN_ARRAY -> array(in, path);
            default ->
                throw new WrongRow("the field \"" + path + "\" holds an object. Name a field inside it, such as \""
                        + path + ".text\".");
        };
    }

    private static Cell array(JsonReader in, String path) throws IOException {
        List<Cell> cells = new ArrayList<>();
        in.beginArray();
        while (in.hasNext()) {
            cells.add(cell(in, path));
        }
        in.endArray();
        return new Cell.Many(cells);
    }

    private static Cell number(String written, String path) {
        double value = Double.parseDouble(written);
        if (Double.isInfinite(value)) {
            throw new WrongRow("the number " + written + " in field \"" + path + "\" is too large.");
        }
        return new Cell.Number(value);
    }

    /** Adds the names of all fields. */
    static void names(JsonReader in, String prefix, Set<String> names) throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            String path = prefix + in.nextName();
            if (isObject(in)) {
                names(in, path + ".", names);
            } else {
                names.add(path);
                in.skipValue();
            }
        }
        in.endObject();
    }

    private static boolean isObject(JsonReader in) throws IOException {
        return in.peek() == JsonToken.BEGIN_OBJECT;
    }
}
