package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Rows as examples, or some of them.
 *
 * @param chosen the rows that belong to this source; {@code null} for all
 * @param rowCount how many rows there were when they were checked, chosen or not
 */
record RowSource(
        Rows rows, TargetFormat format, @Nullable BitSet chosen, int rowCount, List<Integer> classCounts, int size)
        implements TextSource {

    /**
     * Reads all rows once, to check and to count them.
     *
     * @param keep is given the target of each
     */
    static RowSource checked(Rows rows, TargetFormat format, Consumer<Target> keep) {
        RowSource unchecked = new RowSource(rows, format, null, 0, List.of(), 0);
        int[] counts = new int[format.labels().size()];
        int size = 0;
        try (Stream<TextRow> stream = rows.stream()) {
            for (Iterator<TextRow> each = stream.iterator(); each.hasNext(); size++) {
                Target target = unchecked.example(each.next()).target();
                for (int label : target.labels()) {
                    counts[label]++;
                }
                keep.accept(target);
            }
        }
        if (size == 0) {
            throw new VerdictException("There are no rows in " + rows.name() + ".");
        }
        return new RowSource(
                rows, format, null, size, Arrays.stream(counts).boxed().toList(), size);
    }

    /** Rows whose classes are known. */
    static RowSource chosen(Rows rows, TargetFormat format, IntList classes, @Nullable BitSet chosen) {
        int[] counts = new int[format.labels().size()];
        int size = 0;
        for (int row = 0; row < classes.size(); row++) {
            if (chosen == null || chosen.get(row)) {
                counts[classes.get(row)]++;
                size++;
            }
        }
        List<Integer> classCounts = Arrays.stream(counts).boxed().toList();
        return new RowSource(rows, format, chosen, classes.size(), classCounts, size);
    }

    /** Rows whose labels are known. */
    static RowSource chosen(Rows rows, TargetFormat format, LabelSets sets, BitSet chosen) {
        int[] counts = new int[format.labels().size()];
        for (int row = chosen.nextSetBit(0); row >= 0; row = chosen.nextSetBit(row + 1)) {
            for (int place = sets.from(row); place < sets.to(row); place++) {
                counts[sets.label(place)]++;
            }
        }
        List<Integer> classCounts = Arrays.stream(counts).boxed().toList();
        return new RowSource(rows, format, chosen, sets.size(), classCounts, chosen.cardinality());
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public Stream<Example> stream() {
        Stream<TextRow> stream = rows.stream();
        var examples = new Examples(stream.iterator());
        return StreamSupport.stream(Spliterators.spliterator(examples, size, Spliterator.ORDERED), false)
                .onClose(stream::close);
    }

    private Example example(TextRow row) {
        return new Example(row.text(), row.pair(), format.read(row, rows), row.line());
    }

    /** Passes over the rows that are not chosen, and notices when their number has changed. */
    private final class Examples implements Iterator<Example> {
        private final Iterator<TextRow> all;
        private int row;

        Examples(Iterator<TextRow> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            while (chosen != null && row < rowCount && !chosen.get(row) && all.hasNext()) {
                all.next();
                row++;
            }
            boolean more = all.hasNext();
            if (more != (row < rowCount)) {
                throw new VerdictException(rows.name() + " had " + rowCount + " rows when it was checked and has "
                        + (more ? "more" : "fewer") + " now. Do not change it while it is in use.");
            }
            return more;
        }

        @Override
        public Example next() {
            if (!hasNext()) {
                throw new NoSuchElementException(rows.name() + " has no more rows");
            }
            row++;
            return example(all.next());
        }
    }
}
