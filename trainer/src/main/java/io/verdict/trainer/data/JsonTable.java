package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A file of JSON objects; for its forms see {@link JsonRows}, for the values {@link JsonRow}.
 *
 * @param rowsField the field that holds the rows; empty for JSON Lines or an array at the top
 * @param fields the fields of the first rows
 */
record JsonTable(DataFile file, String rowsField, List<String> fields) implements FileTable {
    /** Rows that are read to learn what fields there are. */
    private static final int LOOKED_AT = 1000;

    JsonTable {
        fields = List.copyOf(fields);
    }

    /** Reads the fields' names of the first {@value #LOOKED_AT} rows. */
    static JsonTable open(Path path, String rowsField) {
        DataFile file = DataFile.of(path);
        Set<String> names = new LinkedHashSet<>();
        Optional<BrokenRowException> broken = Optional.empty();
        try (JsonRows rows = new JsonRows(file, rowsField, bytes -> {})) {
            for (int i = 0; i < LOOKED_AT && rows.hasNext(); i++) {
                try {
                    rows.next((in, line) -> {
                        JsonRow.names(in, "", names);
                        return line;
                    });
                } catch (BrokenRowException e) {
                    // Whoever reads the rows meets it again, and may pass over it.
                    broken = broken.or(() -> Optional.of(e));
                }
            }
        }
        if (names.isEmpty()) {
            broken.ifPresent(e -> {
                throw e;
            });
            throw new VerdictException("There are no rows in " + path + ".");
        }
        return new JsonTable(file, rowsField, List.copyOf(names));
    }

    @Override
    public String fieldWord() {
        return "field";
    }

    @Override
    public Stream<TableRow> stream(List<String> wanted, LongConsumer progress) {
        Map<String, Integer> places = new HashMap<>();
        for (String field : wanted) {
            index(field);
            places.put(field, places.size());
        }
        JsonRows rows = new JsonRows(file, rowsField, progress);
        Iterator<TableRow> iterator = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public TableRow next() {
                return rows.next((in, line) -> new TableRow(line, JsonRow.read(in, places)));
            }
        };
        return TableRow.stream(iterator, rows::close);
    }
}
