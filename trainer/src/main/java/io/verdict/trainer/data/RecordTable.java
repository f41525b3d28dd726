package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Objects of one type as rows.
 *
 * @param name what messages call it
 * @param records gives all objects, each time from the first
 * @param accessors what each field has of an object, in the order of the fields
 */
record RecordTable<T>(
        String name,
        Supplier<? extends Stream<? extends T>> records,
        List<String> fields,
        Map<String, Function<? super T, ? extends @Nullable Object>> accessors)
        implements Table {
    RecordTable {
        fields = List.copyOf(fields);
        accessors = Map.copyOf(accessors);
    }

    @Override
    public String place(long line) {
        return name + ", entry " + line;
    }

    @Override
    public String fieldWord() {
        return "field";
    }

    @Override
    public Stream<TableRow> stream(List<String> wanted, LongConsumer progress) {
        List<Function<? super T, ? extends @Nullable Object>> selected = wanted.stream()
                .<Function<? super T, ? extends @Nullable Object>>map(field -> accessors.get(fields.get(index(field))))
                .toList();
        AtomicLong entry = new AtomicLong();
        return records.get().sequential().map(each -> row(each, selected, entry.incrementAndGet()));
    }

    private TableRow row(T each, List<Function<? super T, ? extends @Nullable Object>> selected, long entry) {
        try {
            return new TableRow(
                    entry,
                    selected.stream()
                            .map(accessor -> Values.cell(accessor.apply(each)))
                            .toList());
        } catch (VerdictException wrong) {
            throw new VerdictException(place(entry) + ": " + wrong.getMessage(), wrong);
        }
    }
}
