package io.verdict.serving.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.serving.TestTexts;
import io.verdict.tokenizer.Encoding;
import io.verdict.transformer.LogitsEngine;
import io.verdict.transformer.PackedBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatcherTest {
    /** Answers each text with the number of its tokens, when it is let. */
    private static final class CountingEngine implements LogitsEngine {
        final Semaphore allowed = new Semaphore(0);
        final Semaphore begun = new Semaphore(0);
        final List<PackedBatch> batches = Collections.synchronizedList(new ArrayList<>());

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public float[][] logits(PackedBatch batch) {
            batches.add(batch);
            begun.release();
            allowed.acquireUninterruptibly();
            float[][] rows = new float[batch.sequences()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new float[] {batch.sequenceOffset(i + 1) - batch.sequenceOffset(i)};
            }
            return rows;
        }

        @Override
        public void close() {}
    }

    private final CountingEngine engine = new CountingEngine();

    private Batcher batcher(int workers, Duration timeout) {
        return new Batcher(engine, new BatcherOptions(workers, 64, 100, timeout), BatchListener.NONE);
    }

    private static List<Encoding> texts(int... lengths) {
        return IntStream.of(lengths).mapToObj(TestTexts::ofLength).toList();
    }

    @Test
    void everyTextGetsItsOwnRow() throws Exception {
        engine.allowed.release(100_000);
        Random random = new Random(1);
        try (Batcher batcher = batcher(3, Duration.ofSeconds(20))) {
            for (int round = 0; round < 50; round++) {
                List<int[]> lengths = new ArrayList<>();
                List<CompletableFuture<List<float[]>>> results = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    int[] request = random.ints(1 + random.nextInt(8), 2, 40).toArray();
                    lengths.add(request);
                    results.add(batcher.submit(texts(request)).result().toCompletableFuture());
                }
                for (int i = 0; i < results.size(); i++) {
                    List<float[]> rows = results.get(i).get(10, TimeUnit.SECONDS);
                    assertThat(rows.stream().mapToInt(row -> (int) row[0]).toArray())
                            .isEqualTo(lengths.get(i));
                }
            }
            assertThat(batcher.waitingTexts()).isZero();
        }
    }

    @Test
    void whatArrivesWhileTheWorkerIsBusyBecomesOneBatch() throws Exception {
        try (Batcher batcher = batcher(1, Duration.ofSeconds(20))) {
            batcher.submit(texts(5));
            engine.begun.acquire();
            Ticket second = batcher.submit(texts(6, 7));
            Ticket third = batcher.submit(texts(8));
            engine.allowed.release(2);
            assertThat(third.result().toCompletableFuture().get().get(0)).containsExactly(8);
            assertThat(second.result().toCompletableFuture().get()).hasSize(2);
            assertThat(engine.batches).hasSize(2);
            assertThat(engine.batches.get(1).sequences()).isEqualTo(3);
        }
    }

    @Test
    void aDeadlineIsKeptWhileTheModelIsStuck() {
        try (Batcher batcher = batcher(1, Duration.ofMillis(100))) {
            Ticket stuck = batcher.submit(texts(5));
            Ticket behind = batcher.submit(texts(5));
            assertThat(behind.result().toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(DeadlineExceededException.class);
            assertThat(stuck.result().toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
            assertThat(batcher.waitingTexts()).isZero();
            engine.allowed.release(2);
        }
    }

    @Test
    void aFailingModelFailsTheBatchAndNothingElse() throws Exception {
        LogitsEngine failing = new LogitsEngine() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public float[][] logits(PackedBatch batch) {
                if (batch.tokens() == 5) {
                    throw new IllegalStateException("broken");
                }
                return new float[batch.sequences()][1];
            }

            @Override
            public void close() {}
        };
        try (Batcher batcher =
                new Batcher(failing, new BatcherOptions(1, 64, 10, Duration.ofSeconds(20)), BatchListener.NONE)) {
            assertThat(batcher.submit(texts(5)).result().toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withMessageContaining("broken");
            assertThat(batcher.submit(texts(6)).result().toCompletableFuture().get())
                    .hasSize(1);
            assertThat(batcher.drain(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void drainingAnswersWhatWasAccepted() throws Exception {
        try (Batcher batcher = batcher(1, Duration.ofSeconds(20))) {
            List<Ticket> tickets = IntStream.range(0, 40)
                    .mapToObj(i -> batcher.submit(texts(30)))
                    .toList();
            engine.allowed.release(100);
            assertThat(batcher.drain(Duration.ofSeconds(10))).isTrue();
            assertThat(tickets)
                    .allMatch(ticket -> ticket.isDone()
                            && !ticket.result().toCompletableFuture().isCompletedExceptionally());
            assertThatThrownBy(() -> batcher.submit(texts(3))).isInstanceOf(DrainingException.class);
        }
    }

    @Test
    void drainingGivesUpInTime() throws Exception {
        Batcher batcher = batcher(1, Duration.ofSeconds(20));
        Ticket stuck = batcher.submit(texts(5));
        engine.begun.acquire();
        Ticket behind = batcher.submit(texts(5));
        assertThat(batcher.drain(Duration.ofMillis(50))).isFalse();
        assertThat(behind.result().toCompletableFuture()).isCompletedExceptionally();
        assertThat(stuck.result().toCompletableFuture()).isCompletedExceptionally();
        engine.allowed.release(2);
        batcher.close();
    }
}
