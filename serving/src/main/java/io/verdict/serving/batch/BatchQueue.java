package io.verdict.serving.batch;

import io.verdict.tokenizer.Encoding;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The texts that wait, and whose turn it is: first in, first out, over as many requests as fit into a batch. Has no
 * thread and reads the time from a clock that it is given. Safe for threads.
 */
final class BatchQueue {
    private final BatcherOptions options;
    private final ServiceRate rate;
    private final LongSupplier nanoTime;
    /** Tickets with a text that no worker has taken. */
    private final ArrayDeque<Ticket> waiting = new ArrayDeque<>();
    /** Tickets of which a worker has taken a text and whose result is not there. */
    private final Set<Ticket> begun = new HashSet<>();

    private int waitingTexts;
    private long waitingTokens;
    private boolean closed;

    /** @param rate is asked how long the queue takes */
    BatchQueue(BatcherOptions options, ServiceRate rate, LongSupplier nanoTime) {
        this.options = options;
        this.rate = rate;
        this.nanoTime = nanoTime;
    }

    /** One text of a ticket. */
    record Slot(Ticket ticket, int index) {
        Encoding text() {
            return ticket.text(index);
        }
    }

    /**
     * Accepts texts.
     *
     * @throws OverloadedException if there is no room for them all, or the time they would wait is longer than they have
     * @throws DrainingException if the queue is closed
     */
    synchronized Ticket add(List<Encoding> texts) {
        if (closed) {
            throw new DrainingException();
        }
        long tokens = tokens(texts, 0);
        Duration wait = timeOf(waitingTokens);
        if (waitingTexts + texts.size() > options.maxQueue()) {
            throw new OverloadedException(
                    waitingTexts + " texts are waiting, at most " + options.maxQueue() + " may", wait);
        }
        if (waitingTexts > 0 && timeOf(waitingTokens + tokens).compareTo(options.timeout()) > 0) {
            throw new OverloadedException(
                    waitingTexts + " texts are waiting, which takes longer than the timeout of "
                            + options.timeout().toMillis() + " ms",
                    wait);
        }
        long now = nanoTime.getAsLong();
        Ticket ticket = new Ticket(this, texts, now, now + options.timeout().toNanos());
        waiting.add(ticket);
        waitingTexts += texts.size();
        waitingTokens += tokens;
        notifyAll();
        return ticket;
    }

    /** Whether not even one text would be accepted now. */
    synchronized @Nullable OverloadedException full() {
        return waitingTexts < options.maxQueue()
                ? null
                : new OverloadedException(
                        waitingTexts + " texts are waiting, at most " + options.maxQueue() + " may",
                        timeOf(waitingTokens));
    }

    /** The next batch; waits for one. Empty when the queue is closed and nothing is left. */
    synchronized List<Slot> take() throws InterruptedException {
        List<Slot> batch = poll();
        while (batch.isEmpty() && !(closed && waiting.isEmpty())) {
            wait();
            batch = poll();
        }
        return batch;
    }

    /** The next batch, which is empty if nothing waits. */
    synchronized List<Slot> poll() {
        List<Slot> batch = new ArrayList<>();
        long tokens = 0;
        expire();
        for (Ticket next = waiting.peek(); next != null; next = waiting.peek()) {
            int length = next.text(next.taken()).length();
            if (!batch.isEmpty() && tokens + length > options.maxBatchTokens()) {
                break;
            }
            batch.add(new Slot(next, next.taken()));
            next.take();
            tokens += length;
            waitingTexts--;
            waitingTokens -= length;
            begun.add(next);
            if (next.taken() == next.size()) {
                waiting.remove();
            }
        }
        if (!waiting.isEmpty()) {
            notifyAll(); // Another worker may be free.
        }
        return batch;
    }

    /** Fails what is past its deadline, whether it waits or is being computed. */
    synchronized void expire() {
        long now = nanoTime.getAsLong();
        List<Ticket> late = new ArrayList<>();
        // Deadlines are in the order of the queue, all timeouts being equal.
        for (Ticket ticket = waiting.peek(); ticket != null && ticket.deadline() - now <= 0; ticket = waiting.peek()) {
            late.add(ticket);
            remove(ticket);
        }
        begun.stream().filter(ticket -> ticket.deadline() - now <= 0).forEach(late::add);
        begun.removeAll(late);
        late.forEach(ticket -> ticket.fail(new DeadlineExceededException(
                "Not classified within " + options.timeout().toMillis() + " ms; the texts were dropped")));
    }

    /** Forgets a ticket: its texts that wait are not computed. */
    synchronized void remove(Ticket ticket) {
        if (waiting.remove(ticket)) {
            waitingTexts -= ticket.size() - ticket.taken();
            for (int i = ticket.taken(); i < ticket.size(); i++) {
                waitingTokens -= ticket.text(i).length();
            }
        }
        begun.remove(ticket);
        notifyAll();
    }

    /** The texts of a batch are done. */
    synchronized void done(List<Slot> batch) {
        batch.stream().map(Slot::ticket).filter(Ticket::isDone).forEach(begun::remove);
        notifyAll();
    }

    /** Accepts nothing more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits until nothing waits or is computed; whether that was so in time. */
    synchronized boolean awaitEmpty(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!waiting.isEmpty() || !begun.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Fails all that is left. */
    synchronized void abandon() {
        List<Ticket> left = new ArrayList<>(waiting);
        left.addAll(begun);
        left.forEach(ticket -> {
            remove(ticket);
            ticket.fail(new DrainingException());
        });
    }

    synchronized int waitingTexts() {
        return waitingTexts;
    }

    synchronized long waitingTokens() {
        return waitingTokens;
    }

    private Duration timeOf(long tokens) {
        return rate.timeOf(tokens).dividedBy(options.workers());
    }

    private static long tokens(List<Encoding> texts, int from) {
        long sum = 0;
        for (int i = from; i < texts.size(); i++) {
            sum += texts.get(i).length();
        }
        return sum;
    }
}
