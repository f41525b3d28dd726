package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Rows as examples, or some of them.
 *
 * @param chosen the rows that belong to this source; {@code null} for all
 * @param rowCount how many rows there were when they were checked, chosen or not
 */
record RowSource(Rows rows, Labels labels, @Nullable BitSet chosen, int rowCount, List<Integer> classCounts, int size)
        implements TextSource {

    /** Reads all rows once, to check and to count them. */
    static RowSource checked(Rows rows, Labels labels) {
        RowSource unchecked = new RowSource(rows, labels, null, 0, List.of(), 0);
        int[] counts = new int[labels.size()];
        int size = 0;
        try (Stream<TextRow> stream = rows.stream()) {
            for (Iterator<TextRow> each = stream.iterator(); each.hasNext(); size++) {
                int label = unchecked.example(each.next()).label();
                if (label >= 0) {
                    counts[label]++;
                }
            }
        }
        if (size == 0) {
            throw new VerdictException("There are no rows in " + rows.name() + ".");
        }
        return new RowSource(
                rows, labels, null, size, Arrays.stream(counts).boxed().toList(), size);
    }

    /** Rows whose classes are known. */
    static RowSource chosen(Rows rows, LabelScan.Result scan, @Nullable BitSet chosen) {
        int[] counts = new int[scan.labels().size()];
        int size = 0;
        for (int row = 0; row < scan.classes().size(); row++) {
            if (chosen == null || chosen.get(row)) {
                counts[scan.classes().get(row)]++;
                size++;
            }
        }
        List<Integer> classCounts = Arrays.stream(counts).boxed().toList();
        return new RowSource(rows, scan.labels(), chosen, scan.classes().size(), classCounts, size);
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
        String label = row.label();
        if (label == null) {
            return new Example(row.text(), Example.UNLABELLED, row.line());
        }
        int index = labels.index(label)
                .orElseThrow(() -> new VerdictException(rows.place(row.line()) + ": unknown label \"" + label
                        + "\". The labels are: " + labels.describe() + "." + Nearest.hint(label, labels.names())));
        return new Example(row.text(), index, row.line());
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
