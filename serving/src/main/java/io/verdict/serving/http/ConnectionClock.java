package io.verdict.serving.http;

import java.time.Duration;
import java.util.Optional;

/** What a connection is doing, since when, and whether that is too long. For one thread. */
final class ConnectionClock {
    /** What a connection does. */
    enum State {
        /** Nothing of a request has arrived. */
        WAITING,
        /** A request arrives. */
        RECEIVING,
        /** Its answer is being made: the service watches its time. */
        COMPUTING,
        /** The answer is being written. */
        WRITING,
        /** The answer is written, the rest of a refused request arrives and is thrown away. */
        DISCARDING
    }

    private final HttpLimits limits;
    private State state = State.WAITING;
    private long since;

    ConnectionClock(HttpLimits limits, long now) {
        this.limits = limits;
        this.since = now;
    }

    State state() {
        return state;
    }

    void enter(State next, long now) {
        state = next;
        since = now;
    }

    /** Bytes have arrived: the first ones begin a request, later ones do not give it more time. */
    void received(long now) {
        if (state == State.WAITING) {
            enter(State.RECEIVING, now);
        }
    }

    /** Whether the state has lasted too long. */
    boolean isOver(long now) {
        return longest().map(time -> now - since >= time.toNanos()).orElse(false);
    }

    private Optional<Duration> longest() {
        return switch (state) {
            case WAITING -> Optional.of(limits.idleTimeout());
            case RECEIVING, DISCARDING -> Optional.of(limits.receiveTimeout());
            case WRITING -> Optional.of(limits.writeTimeout());
            case COMPUTING -> Optional.empty();
        };
    }

    /** How often to look, so that nothing lasts much longer than it may. */
    static Duration period(HttpLimits limits) {
        Duration shortest = limits.receiveTimeout();
        for (Duration other : new Duration[] {limits.idleTimeout(), limits.writeTimeout()}) {
            shortest = shortest.compareTo(other) < 0 ? shortest : other;
        }
        return shortest.dividedBy(8).plusMillis(1);
    }
}
