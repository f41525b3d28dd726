package io.verdict.trainer;

import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.TextSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The first texts of a source.
 *
 * @param source all of them
 * @param size how many of them are seen
 */
record FirstTexts(TextSource source, int size) implements TextSource {
    /** So many texts of a source; none at all if that is zero. */
    static Optional<TextSource> of(TextSource source, int size) {
        if (size == 0) {
            return Optional.empty();
        }
        return Optional.of(size == source.size() ? source : new FirstTexts(source, size));
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public List<Integer> classCounts() {
        List<Integer> counts = new ArrayList<>(source.classCounts());
        counts.replaceAll(all -> 0);
        if (!counts.isEmpty()) {
            forEach(example -> example.target().labels().forEach(label -> counts.set(label, counts.get(label) + 1)));
        }
        return counts;
    }

    @Override
    public Stream<Example> stream() {
        return source.stream().limit(size);
    }
}
