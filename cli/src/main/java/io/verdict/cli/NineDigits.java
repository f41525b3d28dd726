package io.verdict.cli;

import io.verdict.transformer.VerdictException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers with nine significant digits, trailing zeros left out: as many as a {@code float} needs to be read back
 * exactly (IEEE 754-2019, 5.12.2).
 */
final class NineDigits {
    private static final MathContext NINE = new MathContext(9, RoundingMode.HALF_EVEN);
    private static final int DIGITS = 9;
    private static final long LEAST = 100_000_000L;
    private static final long BEYOND = 1_000_000_000L;
    /** Powers of ten up to 10^22 are exact doubles. */
    private static final double[] POWERS = powers();

    private NineDigits() {}

    /** Appends a JSON number. */
    static void append(StringBuilder text, float value) {
        if (!Float.isFinite(value)) {
            throw new VerdictException("The model computed " + value + ", which is no number that can be written; its"
                    + " weights are damaged or too large");
        }
        if (value == 0) {
            text.append("0.0");
            return;
        }
        double magnitude = Math.abs((double) value);
        if (magnitude < 1e-5 || magnitude >= 1e7) {
            text.append(new BigDecimal(value).round(NINE).stripTrailingZeros());
            return;
        }
        if (value < 0) {
            text.append('-');
        }
        int exponent = exponent(magnitude);
        // Ties go to even, as in C's %.9g; the product itself is off by at most one part in 2^53.
        long digits = (long) Math.rint(magnitude * POWERS[DIGITS - 1 - exponent]);
        if (digits < LEAST || digits >= BEYOND) {
            exponent += digits < LEAST ? -1 : 1;
            digits = (long) Math.rint(magnitude * POWERS[DIGITS - 1 - exponent]);
        }
        fixed(text, digits, exponent);
    }

    private static int exponent(double magnitude) {
        int exponent = -5;
        while (exponent < 7 && magnitude >= (exponent + 1 < 0 ? 1 / POWERS[-exponent - 1] : POWERS[exponent + 1])) {
            exponent++;
        }
        return exponent;
    }

    /** Nine digits with the point after the one that counts for {@code 10^exponent}. */
    private static void fixed(StringBuilder text, long digits, int exponent) {
        int scale = DIGITS - 1 - exponent;
        long whole = scale > 18 ? 0 : digits / (long) POWERS[Math.min(scale, 18)];
        long fraction = digits - whole * (long) POWERS[Math.min(scale, 18)];
        text.append(whole).append('.');
        int start = text.length();
        text.append(fraction);
        int missing = scale - (text.length() - start);
        for (int i = 0; i < missing; i++) {
            text.insert(start, '0');
        }
        int end = text.length();
        while (end > start + 1 && text.charAt(end - 1) == '0') {
            end--;
        }
        text.setLength(end);
    }

    private static double[] powers() {
        double[] powers = new double[20];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
