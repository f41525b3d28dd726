package io.verdict.trainer;

/** Tokens a second since it was made. */
final class Speed {
    private final long start = System.nanoTime();
    private long tokens;

    void add(int more) {
        tokens += more;
    }

    /** NaN if no token was counted. */
    double tokensPerSecond() {
        return tokens == 0 ? Double.NaN : tokens / seconds();
    }

    double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }
}
