package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.nio.file.Path;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Rows that can be read any number of times. */
sealed interface Rows {
    /** For messages: the file's path or the list's name. */
    String name();

    /** For messages: the file and the line, or the list and the entry. */
    String place(long line);

    /** The rows, checked one by one; to be closed. */
    Stream<TextRow> stream();

    /** The rows of a CSV file. */
    record Csv(Path file, String inputField, @Nullable String targetField) implements Rows {
        @Override
        public String name() {
            return file.toString();
        }

        @Override
        public String place(long line) {
            return file + ", line " + line;
        }

        @Override
        public Stream<TextRow> stream() {
            CsvTextReader reader = CsvTextReader.open(file, inputField, targetField);
            var rows = Spliterators.spliteratorUnknownSize(reader, Spliterator.ORDERED | Spliterator.NONNULL);
            return StreamSupport.stream(rows, false).onClose(reader::close);
        }
    }

    /** The entries of a list of texts and, beside it, a list of labels. */
    record Lists(String name, List<String> texts, @Nullable List<String> labels) implements Rows {
        public Lists {
            texts = List.copyOf(texts);
            labels = labels == null ? null : List.copyOf(labels);
            if (labels != null && labels.size() != texts.size()) {
                throw new VerdictException("There are " + texts.size() + " texts but " + labels.size() + " labels in "
                        + name + "; each text needs one.");
            }
        }

        @Override
        public String place(long line) {
            return name + ", entry " + line;
        }

        @Override
        public Stream<TextRow> stream() {
            return IntStream.range(0, texts.size()).mapToObj(this::row);
        }

        private TextRow row(int index) {
            String label = labels == null ? null : labels.get(index).strip();
            if (texts.get(index).isBlank() || (label != null && label.isEmpty())) {
                String what = texts.get(index).isBlank() ? "text" : "label";
                throw new VerdictException(place(index + 1) + ": the " + what + " is empty.");
            }
            return new TextRow(texts.get(index), label, index + 1);
        }
    }
}
