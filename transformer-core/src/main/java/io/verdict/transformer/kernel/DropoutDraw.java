package io.verdict.transformer.kernel;

/**
 * Which values one dropout drops. A pure function of the run's seed, the step, the op and the value's index, so that
 * the backward pass draws again what the forward pass drew, and nothing is stored.
 *
 * <p>The draw is SplitMix64's finalizer (Steele, Lea and Flood, 2014) of a counter.
 *
 * @param key the stream, see {@link #of}
 * @param rate the probability of dropping a value, in [0, 1)
 */
public record DropoutDraw(long key, float rate) {
    /** Drops nothing. */
    public static final DropoutDraw NONE = new DropoutDraw(0, 0);

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int BITS = 24;

    /** The draw of op number {@code op} at a step of a run. */
    public static DropoutDraw of(long seed, long step, long op, float rate) {
        return rate == 0 ? NONE : new DropoutDraw(mix(mix(mix(seed) + step) + op), rate);
    }

    /** Whether anything is dropped at all. */
    public boolean active() {
        return rate > 0;
    }

    /** What value {@code index} is multiplied with: 0, or {@code 1 / (1 - rate)}. */
    public float factor(long index) {
        if (rate == 0) {
            return 1;
        }
        long draw = mix(key + GOLDEN * index) >>> (Long.SIZE - BITS);
        return draw < (long) (rate * (1 << BITS)) ? 0 : 1 / (1 - rate);
    }

    /** The index of the probability with which {@code query} (a row of the batch) looks at the sequence's {@code key}. */
    static long attentionIndex(long query, int heads, int head, int key) {
        return ((query * heads + head) << 20) + key;
    }

    private static long mix(long z) {
        long x = z + GOLDEN;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
