package io.verdict.trainer.data;

import io.verdict.transformer.VerdictException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Chooses the rows to validate on: a fraction of every class, by a seeded draw. */
final class StratifiedSplit {
    private StratifiedSplit() {}

    /**
     * The rows to validate on.
     *
     * @param classes the class of each row
     * @param fraction between 0 and 1; 100 rows and 0.2 give 20
     */
    static BitSet choose(IntList classes, int numClasses, double fraction, long seed, String name) {
        int[] counts = new int[numClasses];
        for (int row = 0; row < classes.size(); row++) {
            counts[classes.get(row)]++;
        }
        int[] shares = shares(counts, fraction);
        if (IntStream.of(shares).sum() == 0) {
            throw new VerdictException("A validation split of " + fraction + " leaves none of the " + classes.size()
                    + " rows of " + name + " to validate on. Raise val_split or give a validation file.");
        }
        return draw(classes, counts, shares, new Random(seed));
    }

    /** The whole fraction, dealt out to the classes by largest remainder; each class keeps a row to train on. */
    private static int[] shares(int[] counts, double fraction) {
        int wanted = (int) Math.round(fraction * IntStream.of(counts).sum());
        int[] shares = IntStream.of(counts)
                .map(count -> Math.min((int) (fraction * count), Math.max(count - 1, 0)))
                .toArray();
        List<Integer> byRemainder = IntStream.range(0, counts.length)
                .filter(label -> shares[label] < counts[label] - 1)
                .boxed()
                .sorted(Comparator.comparingDouble(label -> shares[label] - fraction * counts[label]))
                .toList();
        int missing = wanted - IntStream.of(shares).sum();
        byRemainder.stream().limit(Math.max(missing, 0)).forEach(label -> shares[label]++);
        return shares;
    }

    /** One pass over the rows (Knuth, "Seminumerical Algorithms", algorithm S): exact counts, no lists of rows. */
    private static BitSet draw(IntList classes, int[] counts, int[] shares, Random random) {
        int[] left = counts.clone();
        int[] wanted = shares.clone();
        BitSet chosen = new BitSet(classes.size());
        for (int row = 0; row < classes.size(); row++) {
            int label = classes.get(row);
            if (random.nextInt(left[label]) < wanted[label]) {
                chosen.set(row);
                wanted[label]--;
            }
            left[label]--;
        }
        return chosen;
    }
}
