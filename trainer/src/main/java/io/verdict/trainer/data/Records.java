package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Nearest;
import java.sql.Array;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Records from elsewhere, as maps from the fields' names to their values, for {@link TextClassificationData#fromMaps}. */
public final class Records {
    private Records() {}

    /**
     * Takes a field from a map.
     *
     * @throws VerdictException when it is applied, with all keys and the nearest, to a map that has no such key
     */
    public static Function<Map<String, ? extends @Nullable Object>, @Nullable Object> field(String name) {
        return map -> {
            if (!map.containsKey(name)) {
                throw new VerdictException("there is no field \"" + name + "\"; the fields are: "
                        + String.join(", ", new TreeSet<>(map.keySet())) + "." + Nearest.hint(name, map.keySet()));
            }
            return map.get(name);
        };
    }

    /**
     * The rows of a database query, kept in memory.
     *
     * @param rows is read from its present row to its last; not closed
     * @return a map each, by the columns' labels
     */
    public static List<Map<String, @Nullable Object>> of(ResultSet rows) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        try {
            List<String> columns = columns(rows);
            while (rows.next()) {
                all.add(row(rows, columns));
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
        return all;
    }

    /**
     * The rows of a database query that is asked again each time they are read, and one row at a time: nothing is kept.
     * The query must give the same rows in the same order each time (ORDER BY).
     *
     * @param query gives a result at its beginning, which is closed, with its statement, when it was read
     */
    public static Supplier<Stream<Map<String, @Nullable Object>>> ofQuery(Callable<ResultSet> query) {
        return () -> {
            try {
                ResultSet rows = query.call();
                Stream<Map<String, @Nullable Object>> stream = StreamSupport.stream(new Rest(rows), false);
                return stream.onClose(() -> close(rows));
            } catch (VerdictException complete) {
                throw complete;
            } catch (Exception failure) {
                throw failed(failure);
            }
        };
    }

    private static void close(ResultSet rows) {
        try {
            Statement statement = rows.getStatement();
            rows.close();
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private static List<String> columns(ResultSet rows) throws SQLException {
        ResultSetMetaData description = rows.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= description.getColumnCount(); column++) {
            columns.add(description.getColumnLabel(column));
        }
        return columns;
    }

    private static Map<String, @Nullable Object> row(ResultSet rows, List<String> columns) throws SQLException {
        Map<String, @Nullable Object> row = new HashMap<>();
        for (int column = 1; column <= columns.size(); column++) {
            row.put(columns.get(column - 1), value(rows, column));
        }
        return row;
    }

    private static @Nullable Object value(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value instanceof Clob text) {
            return text.getSubString(1, Math.toIntExact(text.length()));
        }
        return value instanceof Array array ? array.getArray() : value;
    }

    private static VerdictException failed(Exception failure) {
        return new VerdictException("The database query failed: " + failure.getMessage(), failure);
    }

    /** The rows of a result, from the next on. */
    private static final class Rest extends Spliterators.AbstractSpliterator<Map<String, @Nullable Object>> {
        private final ResultSet rows;
        private final List<String> columns;
        private boolean ended;

        Rest(ResultSet rows) throws SQLException {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.rows = rows;
            this.columns = columns(rows);
        }

        @Override
        public boolean tryAdvance(Consumer<? super Map<String, @Nullable Object>> action) {
            try {
                // A result may fail when it is asked again after its end.
                ended = ended || !rows.next();
                if (!ended) {
                    action.accept(row(rows, columns));
                }
                return !ended;
            } catch (SQLException failure) {
                throw failed(failure);
            }
        }
    }
}
