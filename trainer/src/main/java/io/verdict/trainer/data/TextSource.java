package io.verdict.trainer.data;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Examples in a fixed order that can be read any number of times. Each reading starts at the first example and holds
 * one of them at a time. A source may be read by several threads at once, each with its own stream.
 */
public interface TextSource {
    /** Where the texts come from, for messages: a file's path, or the name of a list. */
    String name();

    /** Number of examples. */
    int size();

    /** Number of examples of each class, in the order of the labels; empty if there are no labels. */
    List<Integer> classCounts();

    /**
     * The examples, sequential and lazy. Close it: it may hold a file open.
     *
     * @throws io.verdict.transformer.VerdictException while it is read, if the file has changed since it was checked
     */
    Stream<Example> stream();

    /** Reads all examples once. */
    default void forEach(Consumer<? super Example> action) {
        try (Stream<Example> examples = stream()) {
            examples.forEachOrdered(action);
        }
    }
}
