package io.verdict.transformer.kernel;

/**
 * Elementary functions in single precision, branch-free so that loops over them are fast. The errors are measured by
 * the tests beside this class.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // coefficients as they were published
final class FastMath {
    static final float LOG2_E = 1.44269504f;
    static final float LN2_HIGH = 0.693359375f;
    static final float LN2_LOW = -2.12194440e-4f;
    /** Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits. */
    static final float ROUND = 12582912f;

    /** Where {@link #exp} stops: its results there are the least normal number and almost the largest. */
    static final float LEAST_POWER = -87f;

    static final float LARGEST_POWER = 88f;
    /** Beyond it the error function is 1 in single precision. */
    static final float ERF_LIMIT = 4f;

    static final float SQRT_HALF = (float) Pointwise.SQRT_HALF;
    static final float GAUSS = (float) Pointwise.GAUSS;
    static final float SQRT_TWO_OVER_PI = (float) Pointwise.SQRT_TWO_OVER_PI;
    static final float CUBIC = (float) Pointwise.CUBIC;

    private FastMath() {}

    /** {@code e^x}, Cephes' polynomial; {@code x} is taken as no less than -87 and no more than 88. */
    static float exp(float x) {
        float clamped = Math.max(LEAST_POWER, Math.min(LARGEST_POWER, x));
        float shifted = clamped * LOG2_E + ROUND;
        float power = shifted - ROUND;
        float r = clamped - power * LN2_HIGH - power * LN2_LOW;
        float p = 1.9875691500e-4f;
        p = p * r + 1.3981999507e-3f;
        p = p * r + 8.3334519073e-3f;
        p = p * r + 4.1665795894e-2f;
        p = p * r + 1.6666665459e-1f;
        p = p * r + 5.0000001201e-1f;
        p = p * r * r + r + 1;
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(shifted) << 23));
    }

    /** The error function, the rational approximation that Eigen and XLA use. */
    static float erf(float x) {
        float clamped = Math.max(-ERF_LIMIT, Math.min(ERF_LIMIT, x));
        float square = clamped * clamped;
        float p = -2.72614225801306e-10f;
        p = p * square + 2.77068142495902e-08f;
        p = p * square - 2.10102402082508e-06f;
        p = p * square - 5.69250639462346e-05f;
        p = p * square - 7.34990630326855e-04f;
        p = p * square - 2.95459980854025e-03f;
        p = p * square - 1.60960333262415e-02f;
        float q = -1.45660718464996e-05f;
        q = q * square - 2.13374055278905e-04f;
        q = q * square - 1.68282697438203e-03f;
        q = q * square - 7.37332916720468e-03f;
        q = q * square - 1.42647390514189e-02f;
        return clamped * p / q;
    }

    static float tanh(float x) {
        return 1 - 2 / (exp(2 * x) + 1);
    }

    /** {@code values[i] = function(values[i])} for {@code i} from {@code from} to {@code to - 1}. */
    static void apply(Pointwise function, float[] values, int from, int to) {
        switch (function) {
            case NONE -> {}
            case GELU -> {
                for (int i = from; i < to; i++) {
                    values[i] = 0.5f * values[i] * (1 + erf(values[i] * SQRT_HALF));
                }
            }
            case GELU_TANH -> {
                for (int i = from; i < to; i++) {
                    values[i] = 0.5f * values[i] * (1 + tanh(geluTanhArgument(values[i])));
                }
            }
            case RELU -> {
                for (int i = from; i < to; i++) {
                    values[i] = Math.max(0f, values[i]);
                }
            }
            case TANH -> {
                for (int i = from; i < to; i++) {
                    values[i] = (float) Math.tanh(values[i]);
                }
            }
        }
    }

    /** {@code gradient[i] *= function'(at[i])} for {@code i} from {@code from} to {@code to - 1}. */
    static void multiplyByDerivative(Pointwise function, float[] at, float[] gradient, int from, int to) {
        switch (function) {
            case NONE -> {}
            case GELU -> {
                for (int i = from; i < to; i++) {
                    float x = at[i];
                    gradient[i] *= 0.5f * (1 + erf(x * SQRT_HALF)) + x * GAUSS * exp(-0.5f * x * x);
                }
            }
            case GELU_TANH -> {
                for (int i = from; i < to; i++) {
                    float x = at[i];
                    float tanh = tanh(geluTanhArgument(x));
                    float slope = SQRT_TWO_OVER_PI * (1 + 3 * CUBIC * x * x);
                    gradient[i] *= 0.5f * (1 + tanh) + 0.5f * x * (1 - tanh * tanh) * slope;
                }
            }
            case RELU -> {
                for (int i = from; i < to; i++) {
                    gradient[i] = at[i] > 0 ? gradient[i] : 0;
                }
            }
            case TANH -> {
                for (int i = from; i < to; i++) {
                    float tanh = (float) Math.tanh(at[i]);
                    gradient[i] *= 1 - tanh * tanh;
                }
            }
        }
    }

    private static float geluTanhArgument(float x) {
        return SQRT_TWO_OVER_PI * (x + CUBIC * x * x * x);
    }
}
