package io.verdict.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordDataTest {
    private enum Mood {
        GOOD,
        BAD
    }

    private record Review(@Nullable String text, @Nullable Object mood) {}

    private static List<Example> examples(TextSource source) {
        try (Stream<Example> stream = source.stream()) {
            return stream.toList();
        }
    }

    private static RecordDataBuilder<Review> reviews() {
        return TextClassificationData.fromRecords(Review.class)
                .input(Review::text)
                .target(Review::mood);
    }

    @Test
    void readsObjectsByAccessors() {
        TextClassificationData data = reviews()
                .train(List.of(new Review("a", Mood.GOOD), new Review("b", Mood.BAD), new Review("c", Mood.GOOD)))
                .test((Iterable<Review>)
                        () -> List.of(new Review("d", Optional.of("BAD"))).iterator())
                .predict(List.of(new Review("e", null)))
                .load();
        assertThat(data.labels().names()).containsExactly("BAD", "GOOD");
        assertThat(examples(data.train().orElseThrow()))
                .containsExactly(new Example("a", 1, 1), new Example("b", 0, 2), new Example("c", 1, 3));
        assertThat(examples(data.test().orElseThrow())).containsExactly(new Example("d", 0, 1));
        assertThat(examples(data.predict().orElseThrow())).containsExactly(new Example("e", Example.UNLABELLED, 1));
    }

    @Test
    void readsStreamsThatAreMadeAgainEachTime() {
        Supplier<Stream<Review>> many = () -> IntStream.range(0, 1000).mapToObj(i -> new Review("text " + i, i % 2));
        TextClassificationData data = reviews().train(many).valSplit(0.1).load();
        assertThat(data.train().orElseThrow().classCounts()).containsExactly(450, 450);
        assertThat(examples(data.valid().orElseThrow())).hasSize(100);
    }

    @Test
    void valuesBecomeCells() {
        assertThat(Values.cell(null)).isEqualTo(new Cell.Missing());
        assertThat(Values.cell(3L)).isEqualTo(new Cell.Number(3));
        assertThat(Values.cell(true)).isEqualTo(new Cell.Text("true"));
        assertThat(Values.cell(new int[] {1, 0}))
                .isEqualTo(new Cell.Many(List.of(new Cell.Number(1), new Cell.Number(0))));
        assertThat(Values.cell(List.of("a", 1)))
                .isEqualTo(new Cell.Many(List.of(new Cell.Text("a"), new Cell.Number(1))));
        assertThat(Values.cell(2.0).text()).isEqualTo("2");
        assertThat(Values.cell(0.25f).text()).isEqualTo("0.25");
        assertThat(Values.cell(List.of("a", "b")).text()).isEqualTo("a,b");
    }

    @Test
    void whatIsMissingIsAnErrorWithItsEntry() {
        assertThatThrownBy(() -> reviews()
                        .train(List.of(new Review("a", "x"), new Review(null, "y")))
                        .load())
                .isInstanceOf(VerdictException.class)
                .hasMessage(
                        "the training data, entry 2: the text in field \"input\" is empty. Remove the row or give it"
                                + " a text.");
        assertThatThrownBy(() -> reviews()
                        .train(List.of(new Review("a", new Object() {
                            @Override
                            public String toString() {
                                return "thing";
                            }
                        })))
                        .load())
                .isInstanceOf(VerdictException.class)
                .hasMessageStartingWith("the training data, entry 1: A value of type ")
                .hasMessageEndingWith(" is no text, number, label or list of these: thing");
        assertThatThrownBy(() -> TextClassificationData.fromRecords(Review.class)
                        .input(Review::text)
                        .train(List.of())
                        .load())
                .isInstanceOf(VerdictException.class)
                .hasMessage("Say what takes the target from an object: target(Review::stars).");
    }

    @Test
    void readsMaps() {
        List<Map<String, @Nullable Object>> rows =
                List.of(Map.of("text", "a", "label", "x"), Map.of("text", "b", "label", "y"));
        TextClassificationData data = TextClassificationData.fromMaps()
                .input(Records.field("text"))
                .target(Records.field("label"))
                .train(rows)
                .load();
        assertThat(data.numClasses()).isEqualTo(2);
        assertThatThrownBy(() -> TextClassificationData.fromMaps()
                        .input(Records.field("txt"))
                        .target(Records.field("label"))
                        .train(rows)
                        .load())
                .isInstanceOf(VerdictException.class)
                .hasMessage(
                        "the training data, entry 1: there is no field \"txt\"; the fields are: label, text. Did you"
                                + " mean \"text\"?");
    }

    /** A result of a query with the columns BODY and STARS. */
    private static ResultSet query() throws SQLException {
        RowSetMetaDataImpl columns = new RowSetMetaDataImpl();
        columns.setColumnCount(2);
        columns.setColumnName(1, "BODY");
        columns.setColumnLabel(1, "body");
        columns.setColumnType(1, Types.VARCHAR);
        columns.setColumnName(2, "STARS");
        columns.setColumnLabel(2, "stars");
        columns.setColumnType(2, Types.INTEGER);
        CachedRowSet rows = RowSetProvider.newFactory().createCachedRowSet();
        rows.setMetaData(columns);
        for (int i = 0; i < 10; i++) {
            rows.moveToInsertRow();
            rows.updateString(1, "text " + i);
            rows.updateInt(2, i % 2);
            rows.insertRow();
            rows.moveToCurrentRow();
        }
        rows.beforeFirst();
        return rows;
    }

    @Test
    void readsAJdbcResultSet() throws SQLException {
        RecordDataBuilder<Map<String, @Nullable Object>> builder =
                TextClassificationData.fromMaps().input(Records.field("body")).target(Records.field("stars"));
        TextClassificationData kept = builder.train(Records.of(query())).load();
        assertThat(kept.train().orElseThrow().classCounts()).containsExactly(5, 5);
        TextClassificationData asked = builder.train(Records.ofQuery(RecordDataTest::query))
                .valSplit(0.2)
                .load();
        assertThat(examples(asked.valid().orElseThrow())).hasSize(2);
        assertThatThrownBy(() -> builder.train(Records.ofQuery(() -> {
                            throw new SQLException("no such table: reviews");
                        }))
                        .load())
                .isInstanceOf(VerdictException.class)
                .hasMessage("The database query failed: no such table: reviews");
    }
}
