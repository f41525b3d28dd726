package io.verdict.trainer.report;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Which classes to show where there is no room for all. */
public final class LargestClasses {
    private LargestClasses() {}

    /** The {@code most} classes with the most examples, in their own order. */
    public static int[] of(ConfusionMatrix confusion, int most) {
        return IntStream.range(0, confusion.classes())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> confusion.support(i))
                        .reversed())
                .limit(most)
                .mapToInt(i -> i)
                .sorted()
                .toArray();
    }
}
