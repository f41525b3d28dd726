package io.verdict.benchmarks;

import java.util.Locale;

/** Comparisons of what the sides compute. */
final class Logits {
    /** Of logits of the size of 10: float32 through six layers, summed in another order, differs by less than 1e-4. */
    private static final double TOLERANCE = 1e-3;

    private Logits() {}

    /**
     * The largest difference of two sides' logits.
     *
     * @throws BenchmarkException if the sides do not compute the same
     */
    static double requireEqual(String name, float[][] verdict, float[][] theirs) {
        if (verdict.length != theirs.length || verdict[0].length != theirs[0].length) {
            throw new BenchmarkException(name + " has logits for " + theirs.length + " texts of " + theirs[0].length
                    + " classes, Verdict for " + verdict.length + " of " + verdict[0].length);
        }
        double largest = 0;
        for (int i = 0; i < verdict.length; i++) {
            for (int j = 0; j < verdict[i].length; j++) {
                double difference = Math.abs((double) verdict[i][j] - theirs[i][j]);
                // A NaN is no small difference.
                if (!(difference <= TOLERANCE)) {
                    throw new BenchmarkException(String.format(
                            Locale.ROOT,
                            "%s computes something else: logit %d of text %d is %f, Verdict's %f",
                            name,
                            j,
                            i,
                            theirs[i][j],
                            verdict[i][j]));
                }
                largest = Math.max(largest, difference);
            }
        }
        return largest;
    }

    static String note(String name, double difference) {
        return String.format(Locale.ROOT, "Logits of %s checked first: largest difference %.1e.", name, difference);
    }
}
