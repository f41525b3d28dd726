package io.verdict.serving.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.serving.TestTexts;
import io.verdict.serving.batch.BatchQueue.Slot;
import io.verdict.tokenizer.Encoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchQueueTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong(-5);
    private final ServiceRate rate = new ServiceRate();

    private BatchQueue queue(int maxBatchTokens, int maxQueue) {
        return new BatchQueue(new BatcherOptions(1, maxBatchTokens, maxQueue, TIMEOUT), rate, now::get);
    }

    private static List<Encoding> texts(int... lengths) {
        return IntStream.of(lengths).mapToObj(TestTexts::ofLength).toList();
    }

    private static List<Integer> lengths(List<Slot> batch) {
        return batch.stream().map(slot -> slot.text().length()).toList();
    }

    @Test
    void oneTextAloneGoesAtOnce() {
        BatchQueue queue = queue(100, 10);
        queue.add(texts(7));
        assertThat(lengths(queue.poll())).containsExactly(7);
        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void aBatchIsCutAtItsTokensInTheOrderOfArrival() {
        BatchQueue queue = queue(20, 10);
        queue.add(texts(8));
        queue.add(texts(9, 4));
        queue.add(texts(3));
        // 8 + 9 fit, 4 does not any more; 3 would, but it came later.
        assertThat(lengths(queue.poll())).containsExactly(8, 9);
        assertThat(lengths(queue.poll())).containsExactly(4, 3);
    }

    @Test
    void aTextLongerThanABatchIsABatchOfItsOwn() {
        BatchQueue queue = queue(10, 10);
        queue.add(texts(5));
        queue.add(texts(50));
        queue.add(texts(5));
        assertThat(lengths(queue.poll())).containsExactly(5);
        assertThat(lengths(queue.poll())).containsExactly(50);
        assertThat(lengths(queue.poll())).containsExactly(5);
    }

    @Test
    void longTextsDoNotStarveAmongShortOnes() {
        BatchQueue queue = queue(64, 1000);
        Random random = new Random(3);
        List<Ticket> order = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            order.add(queue.add(texts(random.nextInt(10) == 0 ? 60 : 3 + random.nextInt(5))));
        }
        List<Ticket> taken = new ArrayList<>();
        for (List<Slot> batch = queue.poll(); !batch.isEmpty(); batch = queue.poll()) {
            batch.forEach(slot -> taken.add(slot.ticket()));
        }
        assertThat(taken).isEqualTo(order);
    }

    @Test
    void aRequestCountsByItsTexts() {
        BatchQueue queue = queue(100, 4);
        queue.add(texts(3, 3, 3));
        assertThatThrownBy(() -> queue.add(texts(3, 3)))
                .isInstanceOf(OverloadedException.class)
                .hasMessage("3 texts are waiting, at most 4 may");
        assertThat(queue.full()).isNull();
        queue.add(texts(3));
        assertThat(queue.full()).isNotNull();
        assertThat(queue.waitingTexts()).isEqualTo(4);
        assertThat(queue.waitingTokens()).isEqualTo(12);
        queue.poll();
        assertThat(queue.waitingTexts()).isZero();
        assertThat(queue.waitingTokens()).isZero();
    }

    @Test
    void whatIsNotTakenByItsDeadlineIsDropped() {
        BatchQueue queue = queue(8, 10);
        Ticket first = queue.add(texts(8));
        now.addAndGet(Duration.ofMillis(400).toNanos());
        Ticket second = queue.add(texts(5));
        now.addAndGet(Duration.ofMillis(599).toNanos());
        queue.expire();
        assertThat(first.isDone()).isFalse();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(lengths(queue.poll())).containsExactly(5);
        assertThat(first.result().toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withCauseInstanceOf(DeadlineExceededException.class);
        assertThat(second.isDone()).isFalse();
        assertThat(queue.waitingTexts()).isZero();
    }

    @Test
    void whatIsBeingComputedFailsAtItsDeadlineToo() {
        BatchQueue queue = queue(8, 10);
        Ticket ticket = queue.add(texts(8, 8));
        List<Slot> batch = queue.poll();
        now.addAndGet(TIMEOUT.toNanos());
        queue.expire();
        assertThat(ticket.result().toCompletableFuture()).isCompletedExceptionally();
        // The second text is gone, and the first one's row comes too late.
        assertThat(queue.poll()).isEmpty();
        ticket.put(0, new float[] {1});
        queue.done(batch);
        assertThat(ticket.result().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void cancelledRequestsLeaveTheQueue() {
        BatchQueue queue = queue(8, 3);
        queue.add(texts(5));
        Ticket cancelled = queue.add(texts(5, 6));
        cancelled.cancel();
        assertThat(queue.waitingTexts()).isEqualTo(1);
        queue.add(texts(7, 7));
        assertThat(lengths(queue.poll())).containsExactly(5);
        assertThat(lengths(queue.poll())).containsExactly(7);
        cancelled.cancel();
        assertThat(lengths(queue.poll())).containsExactly(7);
        assertThat(queue.waitingTokens()).isZero();
    }

    @Test
    void aRequestIsDoneWhenAllItsTextsAre() {
        BatchQueue queue = queue(8, 10);
        Ticket ticket = queue.add(texts(8, 8));
        List<Slot> first = queue.poll();
        List<Slot> second = queue.poll();
        ticket.put(1, new float[] {2});
        queue.done(second);
        assertThat(ticket.isDone()).isFalse();
        ticket.put(0, new float[] {1});
        queue.done(first);
        assertThat(ticket.result().toCompletableFuture())
                .isCompletedWithValueMatching(rows -> rows.get(0)[0] == 1 && rows.get(1)[0] == 2);
    }

    @Test
    void refusesWhatWouldNotBeReadyInTimeByTheRateSoFar() {
        BatchQueue queue = queue(100, 1000);
        rate.add(1000, Duration.ofSeconds(10)); // 100 tokens a second
        // Alone, a text is tried whatever the rate says.
        queue.add(texts(90));
        assertThatThrownBy(() -> queue.add(texts(20))).isInstanceOfSatisfying(OverloadedException.class, e -> {
            assertThat(e.retryAfter()).isEqualTo(Duration.ofMillis(900));
            assertThat(e).hasMessageContaining("longer than the timeout of 1000 ms");
        });
        queue.add(texts(10));
    }

    @Test
    void aClosedQueueGivesOutWhatItHas() throws InterruptedException {
        BatchQueue queue = queue(100, 10);
        Ticket ticket = queue.add(texts(5));
        queue.close();
        assertThatThrownBy(() -> queue.add(texts(5))).isInstanceOf(DrainingException.class);
        assertThat(queue.awaitEmpty(Duration.ofMillis(1))).isFalse();
        List<Slot> batch = queue.take();
        ticket.put(0, new float[] {1});
        queue.done(batch);
        assertThat(queue.awaitEmpty(Duration.ofMillis(1))).isTrue();
        assertThat(queue.take()).isEmpty();
    }
}
