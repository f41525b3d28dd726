package io.verdict.benchmarks;

import java.util.function.Supplier;

/** One side of a comparison: work that can be done again and again, and how long it takes. */
interface Timed extends AutoCloseable {
    String name();

    /** Does the work once, and says how long it took. */
    double milliseconds();

    @Override
    default void close() {}

    /** Work of this process, by the wall clock. */
    static Timed of(String name, Supplier<?> work) {
        return new Timed() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double milliseconds() {
                long start = System.nanoTime();
                Object result = work.get();
                double milliseconds = (System.nanoTime() - start) * 1e-6;
                Sink.value = result;
                return milliseconds;
            }
        };
    }

    /** Where results go, so that the compiler cannot leave their computation out. */
    final class Sink {
        static volatile Object value = "";

        private Sink() {}
    }
}
