package io.verdict.trainer.doctor;

/** A hash table from hashes of texts to where each was first: two longs an entry, open addressing. */
final class TextHashes {
    /** There was no such text. */
    static final long NEW = -1;

    private static final double LARGEST_LOAD = 0.6;

    private long[] keys = new long[1 << 12];
    /** The part in the upper half, the labels' hash in the lower; never {@link #NEW}, and 0 for a free place. */
    private long[] values = new long[1 << 12];

    private int size;

    /** What is there of this hash, or {@link #NEW} after it was put. */
    long putIfAbsent(long hash, int part, int labels) {
        if (size > LARGEST_LOAD * keys.length) {
            grow();
        }
        int place = find(hash);
        if (values[place] != 0) {
            return values[place];
        }
        keys[place] = hash;
        // One more than the part, so that no value is 0.
        values[place] = ((long) (part + 1) << 32) | (labels & 0xFFFFFFFFL);
        size++;
        return NEW;
    }

    static int part(long value) {
        return (int) (value >>> 32) - 1;
    }

    static int labels(long value) {
        return (int) value;
    }

    private int find(long hash) {
        int place = (int) hash & (keys.length - 1);
        while (values[place] != 0 && keys[place] != hash) {
            place = (place + 1) & (keys.length - 1);
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new long[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                int place = find(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }
}
