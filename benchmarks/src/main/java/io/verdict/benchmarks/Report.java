package io.verdict.benchmarks;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a benchmark found.
 *
 * @param benchmark its name
 * @param subject what was measured, e.g. the shape
 * @param rows the first one of kind {@link Kind#VERDICT} is what all others are compared with
 * @param notes one sentence each, below the table
 */
record Report(String benchmark, String subject, List<Row> rows, List<String> notes) {
    /** What a row is. */
    enum Kind {
        /** This project. */
        VERDICT,
        /** This project, with something left out or done otherwise. */
        VARIANT,
        PEER,
        /** The matrix products of the same work alone; the first one is what the floor's share refers to. */
        FLOOR
    }

    /** One side's times. */
    record Row(Kind kind, String name, Samples samples) {}

    Report {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        if (rows.stream().noneMatch(row -> row.kind() == Kind.VERDICT)) {
            throw new IllegalArgumentException("A report needs Verdict's own row");
        }
    }

    /** Verdict's median as a multiple of a row's: below 1 where Verdict is faster. */
    double ratio(Row row) {
        return verdict().samples().median() / row.samples().median();
    }

    /** The share of a row's time that the matrix products need; empty if those were not measured. */
    OptionalDouble floorShare(Row row) {
        Optional<Row> floor = first(Kind.FLOOR);
        return floor.isPresent()
                ? OptionalDouble.of(
                        floor.get().samples().median() / row.samples().median())
                : OptionalDouble.empty();
    }

    /** The table, with a line about machine and run above it. */
    String text(String machine) {
        boolean compared = rows.size() > 1;
        boolean floor = first(Kind.FLOOR).isPresent();
        List<String> header = new ArrayList<>(List.of("", "median ms", "min", "max"));
        if (compared) {
            header.add("verdict / it");
        }
        if (floor) {
            header.add("products' share");
        }
        Table table = new Table(header);
        for (Row row : rows) {
            Samples samples = row.samples();
            List<String> cells = new ArrayList<>(
                    List.of(row.name(), number(samples.median()), number(samples.min()), number(samples.max())));
            if (compared) {
                cells.add(row.kind() == Kind.VERDICT ? "" : String.format(Locale.ROOT, "%.3f", ratio(row)));
            }
            if (floor) {
                cells.add(row.kind() == Kind.FLOOR ? "" : percent(floorShare(row)));
            }
            table.add(cells);
        }
        List<String> lines = new ArrayList<>(List.of((benchmark + " " + subject).strip(), machine, ""));
        lines.addAll(table.lines());
        if (!notes.isEmpty()) {
            lines.add("");
            lines.addAll(notes);
        }
        return String.join("\n", lines) + "\n";
    }

    /** Medians and ratios; {@code floor_share} is null where the products were not measured. */
    String json() {
        JsonObject peers = new JsonObject();
        for (Row row : rows) {
            if (row.kind() == Kind.PEER) {
                JsonObject peer = median(row);
                peer.addProperty("ratio", ratio(row));
                peers.add(row.name(), peer);
            }
        }
        JsonObject json = new JsonObject();
        json.addProperty("benchmark", benchmark);
        json.add("verdict", median(verdict()));
        json.add("peers", peers);
        OptionalDouble share = floorShare(verdict());
        json.add("floor_share", share.isPresent() ? new JsonPrimitive(share.getAsDouble()) : JsonNull.INSTANCE);
        return new GsonBuilder().serializeNulls().setPrettyPrinting().create().toJson(json) + "\n";
    }

    private Row verdict() {
        return first(Kind.VERDICT).orElseThrow();
    }

    private Optional<Row> first(Kind kind) {
        return rows.stream().filter(row -> row.kind() == kind).findFirst();
    }

    private static JsonObject median(Row row) {
        JsonObject json = new JsonObject();
        json.addProperty("median_ms", row.samples().median());
        return json;
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.0f %%", 100 * share.getAsDouble()) : "";
    }

    private static String number(double milliseconds) {
        return String.format(Locale.ROOT, milliseconds < 100 ? "%.2f" : "%.1f", milliseconds);
    }
}
