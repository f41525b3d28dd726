package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reviews of one part of the archive {@code aclImdb_v1.tar.gz}: a file each, in the folder of its sentiment.
 *
 * @param part {@code train} or {@code test}
 */
record ImdbTable(Path archive, String part) implements Table {
    static final String REVIEW = "review";
    static final String SENTIMENT = "sentiment";

    @Override
    public String name() {
        return archive + ", part " + part;
    }

    @Override
    public String place(long line) {
        return name() + ", review " + line;
    }

    @Override
    public List<String> fields() {
        return List.of(REVIEW, SENTIMENT);
    }

    @Override
    public long bytes() {
        return DataFile.of(archive).bytes();
    }

    @Override
    public Stream<TableRow> stream(List<String> wanted, LongConsumer progress) {
        List<Boolean> isText = wanted.stream().map(field -> index(field) == 0).toList();
        TarReader tar = TarReader.open(archive, progress);
        return TableRow.stream(new Reviews(tar, isText), tar::close);
    }

    private final class Reviews implements Iterator<TableRow> {
        private final TarReader tar;
        private final List<Boolean> isText;
        private final Pattern review = Pattern.compile("(?:\\./)?aclImdb/" + part + "/(neg|pos)/[^/]+\\.txt");
        private @Nullable TableRow next;
        private long count;

        Reviews(TarReader tar, List<Boolean> isText) {
            this.tar = tar;
            this.isText = isText;
        }

        @Override
        public boolean hasNext() {
            while (next == null && tar.next()) {
                Matcher name = review.matcher(tar.name());
                if (name.matches()) {
                    count++;
                    next = row(name.group(1).equals("pos") ? "positive" : "negative");
                }
            }
            if (next == null && count == 0) {
                throw new VerdictException(
                        archive + " has no reviews in aclImdb/" + part + ". Is it aclImdb_v1.tar.gz?");
            }
            return next != null;
        }

        private TableRow row(String sentiment) {
            Cell text = new Cell.Text(tar.text());
            Cell label = new Cell.Text(sentiment);
            return new TableRow(
                    count, isText.stream().map(isText -> isText ? text : label).toList());
        }

        @Override
        public TableRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException(name() + " has no more reviews");
            }
            TableRow row = next;
            next = null;
            if (row == null) {
                throw new NoSuchElementException();
            }
            return row;
        }
    }
}
