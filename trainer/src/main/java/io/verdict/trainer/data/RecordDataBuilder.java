package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Data from objects of the program, by functions that take text and target from each. A function may give a text, a
 * number, an enum constant, true or false, or a list or array of these; {@code null} is no value.
 *
 * <pre>{@code
 * TextClassificationData data = TextClassificationData.fromRecords(Review.class)
 *         .input(Review::text)
 *         .target(Review::stars)
 *         .train(reviews)
 *         .valSplit(0.1)
 *         .load();
 * }</pre>
 *
 * @param <T> the type of the objects
 */
public final class RecordDataBuilder<T> extends DataBuilder<RecordDataBuilder<T>> {
    private static final String INPUT = "input";

    private final Map<Part, Source<T>> sources = new EnumMap<>(Part.class);
    private final Map<String, Function<? super T, ? extends @Nullable Object>> accessors = new HashMap<>();
    private final List<String> targets = new ArrayList<>();

    private record Source<T>(String name, Supplier<? extends Stream<? extends T>> records) {}

    RecordDataBuilder() {}

    /** What takes the text from an object. */
    public RecordDataBuilder<T> input(Function<? super T, ? extends @Nullable Object> accessor) {
        accessors.put(INPUT, accessor);
        return this;
    }

    /** What takes the target from an object. */
    public RecordDataBuilder<T> target(Function<? super T, ? extends @Nullable Object> accessor) {
        return target("target", accessor);
    }

    /** The same with a name, where there are several targets. */
    public RecordDataBuilder<T> target(String name, Function<? super T, ? extends @Nullable Object> accessor) {
        if (name.equals(INPUT) || accessors.put(name, accessor) != null) {
            throw new VerdictException("There are two fields of the name \"" + name + "\".");
        }
        targets.add(name);
        return this;
    }

    /** Objects to train on; they are read several times and must not change. */
    public RecordDataBuilder<T> train(Iterable<? extends T> records) {
        return train(() -> stream(records));
    }

    /** The same from a source that gives, each time, a new stream of the same objects in the same order. */
    public RecordDataBuilder<T> train(Supplier<? extends Stream<? extends T>> records) {
        return put(Part.TRAIN, "the training data", records);
    }

    public RecordDataBuilder<T> valid(Iterable<? extends T> records) {
        return valid(() -> stream(records));
    }

    public RecordDataBuilder<T> valid(Supplier<? extends Stream<? extends T>> records) {
        return put(Part.VALID, "the validation data", records);
    }

    public RecordDataBuilder<T> test(Iterable<? extends T> records) {
        return test(() -> stream(records));
    }

    public RecordDataBuilder<T> test(Supplier<? extends Stream<? extends T>> records) {
        return put(Part.TEST, "the test data", records);
    }

    /** Objects whose texts are to be predicted; their targets are not read. */
    public RecordDataBuilder<T> predict(Iterable<? extends T> records) {
        return predict(() -> stream(records));
    }

    public RecordDataBuilder<T> predict(Supplier<? extends Stream<? extends T>> records) {
        return put(Part.PREDICT, "the prediction data", records);
    }

    private RecordDataBuilder<T> put(Part part, String name, Supplier<? extends Stream<? extends T>> records) {
        sources.put(part, new Source<>(name, records));
        return this;
    }

    private static <T> Stream<? extends T> stream(Iterable<? extends T> records) {
        return records instanceof Collection<? extends T> collection
                ? collection.stream()
                : StreamSupport.stream(records.spliterator(), false);
    }

    @Override
    RecordDataBuilder<T> self() {
        return this;
    }

    @Override
    void check() {
        if (!accessors.containsKey(INPUT)) {
            throw new VerdictException("Say what takes the text from an object: input(Review::text).");
        }
        if (targets.isEmpty() && sources.keySet().stream().anyMatch(part -> part != Part.PREDICT)) {
            throw new VerdictException("Say what takes the target from an object: target(Review::stars).");
        }
    }

    @Override
    @Nullable
    Table table(Part part) {
        Source<T> source = sources.get(part);
        List<String> fields = new ArrayList<>(List.of(INPUT));
        fields.addAll(targets);
        return source == null ? null : new RecordTable<>(source.name(), source.records(), fields, accessors);
    }

    @Override
    String inputField() {
        return INPUT;
    }

    @Override
    List<String> targetFields() {
        return List.copyOf(targets);
    }
}
