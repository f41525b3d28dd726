package io.verdict.transformer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WorkersTest {
    private final int before = Workers.threads();

    @AfterEach
    void restoreThreads() {
        Workers.setThreads(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void runsEveryPieceOnce(int threads) {
        Workers.setThreads(threads);
        assertThat(Workers.threads()).isEqualTo(threads);
        for (int round = 0; round < 2000; round++) {
            int pieces = round % 37;
            AtomicIntegerArray runs = new AtomicIntegerArray(pieces + 1);
            Workers.run(pieces, runs::incrementAndGet);
            for (int i = 0; i < pieces; i++) {
                assertThat(runs.get(i)).isEqualTo(1);
            }
        }
    }

    /** Each piece waits for the other, so one thread alone would never end. */
    @Test
    void runsPiecesAtTheSameTimeEvenAfterAPause() throws InterruptedException {
        Workers.setThreads(2);
        for (int round = 0; round < 20; round++) {
            Thread.sleep(round % 5); // longer than helpers stay awake
            CountDownLatch both = new CountDownLatch(2);
            Workers.run(2, piece -> {
                both.countDown();
                assertThat(awaits(both)).isTrue();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 31, 32, 33, 1000})
    void rangesCoverEverythingOnce(int length) {
        Workers.setThreads(3);
        AtomicIntegerArray covered = new AtomicIntegerArray(length);
        Workers.ranges(length, 16, (from, to) -> {
            for (int i = from; i < to; i++) {
                covered.incrementAndGet(i);
            }
        });
        for (int i = 0; i < length; i++) {
            assertThat(covered.get(i)).isEqualTo(1);
        }
    }

    @Test
    void servesSeveralCallersAndPiecesThatCallAgain() throws InterruptedException {
        Workers.setThreads(3);
        ConcurrentHashMap<String, Integer> sums = new ConcurrentHashMap<>();
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            int number = caller;
            callers.add(new Thread(() -> {
                for (int round = 0; round < 300; round++) {
                    Workers.run(
                            5,
                            outer -> Workers.run(
                                    4, inner -> sums.merge(number + " " + outer + " " + inner, 1, Integer::sum)));
                }
            }));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(sums).hasSize(4 * 5 * 4);
        assertThat(sums.values()).containsOnly(300);
    }

    /** Of two graphs at a time with two threads each has its own; one that is alone has the helper again. */
    @Test
    void graphsAtATimeTakeTheHelpersPlaces() throws InterruptedException {
        Workers.setThreads(2);
        Workers.enter();
        Workers.enter();
        try {
            for (int round = 0; round < 200; round++) {
                Thread.sleep(round % 2); // longer than helpers stay awake
                Workers.run(
                        4, piece -> assertThat(Thread.currentThread().getName()).doesNotContain("worker"));
            }
        } finally {
            Workers.leave();
        }
        try {
            CountDownLatch both = new CountDownLatch(2);
            Workers.run(2, piece -> {
                both.countDown();
                assertThat(awaits(both)).isTrue();
            });
        } finally {
            Workers.leave();
        }
    }

    @Test
    void tellsWhatAPieceThrewAndGoesOn() {
        Workers.setThreads(2);
        for (int failing = 0; failing < 4; failing++) {
            int number = failing;
            assertThatThrownBy(() -> Workers.run(4, piece -> {
                        if (piece == number) {
                            throw new ArithmeticException("piece " + piece);
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("A kernel failed: java.lang.ArithmeticException: piece " + failing)
                    .hasCauseInstanceOf(ArithmeticException.class);
        }
        AtomicIntegerArray runs = new AtomicIntegerArray(4);
        Workers.run(4, runs::incrementAndGet);
        assertThat(runs.toString()).isEqualTo("[1, 1, 1, 1]");
    }

    @Test
    void refusesNoThreads() {
        assertThatThrownBy(() -> Workers.setThreads(0)).hasMessage("The number of threads is 0, must be at least 1");
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
