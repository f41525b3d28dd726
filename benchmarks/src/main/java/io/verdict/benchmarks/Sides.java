package io.verdict.benchmarks;

import io.verdict.benchmarks.Report.Kind;
import io.verdict.benchmarks.Report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The sides of one comparison, each with its kind; closes them all. */
final class Sides implements AutoCloseable {
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Timed> sides = new ArrayList<>();

    <T extends Timed> T add(Kind kind, T side) {
        kinds.add(kind);
        sides.add(side);
        return side;
    }

    /** Runs them in turns: a row each, in the order they were added. */
    List<Row> run(Alternation alternation) {
        Map<String, Samples> samples = alternation.run(sides);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            String name = sides.get(i).name();
            rows.add(new Row(kinds.get(i), name, Objects.requireNonNull(samples.get(name))));
        }
        return rows;
    }

    @Override
    public void close() {
        for (int i = sides.size() - 1; i >= 0; i--) {
            sides.get(i).close();
        }
    }
}
