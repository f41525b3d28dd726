package io.verdict.transformer.kernel;

/**
 * Which values one dropout drops. A pure function of the run's seed, the step, the op and the value's place, so that
 * the backward pass draws again what the forward pass drew, and nothing is stored.
 *
 * <p>A place is a row and a column. A row's seed is SplitMix64's finalizer (Steele, Lea and Flood, 2014) of a counter;
 * a value's draw is a 32-bit finalizer (C. Wellons' {@code lowbias32}) of that seed and the column, which vector units
 * compute for many columns at a time.
 *
 * @param key the stream, see {@link #of}
 * @param rate the probability of dropping a value, in [0, 1)
 */
public record DropoutDraw(long key, float rate) {
    /** Drops nothing. */
    public static final DropoutDraw NONE = new DropoutDraw(0, 0);

    /** What the columns of a row are apart before they are mixed: 2^32 by the golden ratio. */
    static final int COLUMN_STEP = 0x9E3779B9;
    /** The finalizer: three shifts and two factors. */
    static final int SHIFT_1 = 16;

    static final int FACTOR_1 = 0x7FEB352D;
    static final int SHIFT_2 = 15;
    static final int FACTOR_2 = 0x846CA68B;
    static final int SHIFT_3 = 16;
    /** Bits of a draw that are not used: a threshold of 24 bits is exact in a float. */
    static final int UNUSED_BITS = 8;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The draw of op number {@code op} at a step of a run. */
    public static DropoutDraw of(long seed, long step, long op, float rate) {
        return rate == 0 ? NONE : new DropoutDraw(mix(mix(mix(seed) + step) + op), rate);
    }

    /** Whether anything is dropped at all. */
    public boolean active() {
        return rate > 0;
    }

    /** What the value in {@code column} of {@code row} is multiplied with: 0, or {@link #scale()}. */
    public float factor(long row, int column) {
        return rate == 0 ? 1 : factor(rowSeed(row), column, threshold(), scale());
    }

    /** {@link #factor(long, int)} with what all columns share. */
    static float factor(int rowSeed, int column, int threshold, float scale) {
        int draw = rowSeed + column * COLUMN_STEP;
        draw = (draw ^ (draw >>> SHIFT_1)) * FACTOR_1;
        draw = (draw ^ (draw >>> SHIFT_2)) * FACTOR_2;
        draw ^= draw >>> SHIFT_3;
        return draw >>> UNUSED_BITS < threshold ? 0 : scale;
    }

    /** What all draws of a row begin with. */
    int rowSeed(long row) {
        return (int) mix(key + GOLDEN * row);
    }

    /** Draws of {@value Integer#SIZE} less {@value #UNUSED_BITS} bits below it drop their value. */
    int threshold() {
        return (int) (rate * (1 << (Integer.SIZE - UNUSED_BITS)));
    }

    /** What the values that stay are multiplied with. */
    float scale() {
        return 1 / (1 - rate);
    }

    /** The row of the probabilities with which {@code query} (a row of the batch) looks at its sequence's keys. */
    static long attentionRow(long query, int heads, int head) {
        return query * heads + head;
    }

    private static long mix(long z) {
        long x = z + GOLDEN;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
