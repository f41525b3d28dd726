package io.verdict.transformer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

class FastMathTest {
    @Test
    void expIsWithinTwoUnitsInTheLastPlace() {
        double worst = 0;
        for (float x = -87; x < 88; x += 0.00137f) {
            double exact = Math.exp(x);
            worst = Math.max(worst, Math.abs(FastMath.exp(x) - exact) / Math.ulp((float) exact));
        }
        assertThat(worst).isLessThan(2);
    }

    @Test
    void expOfLargeNegativeNumbersIsAlmostNothing() {
        assertThat(FastMath.exp(-1e30f)).isBetween(0f, 2e-38f);
        assertThat(FastMath.exp(Float.NEGATIVE_INFINITY)).isBetween(0f, 2e-38f);
    }

    /** The rational function itself is good to 1e-7; evaluating it in single precision adds some roundings. */
    @Test
    void erfIsWithinSevenRoundingsOfOne() {
        assertThat(worst(-6, 6, FastMath::erf, Erf::erf)).isLessThan(7 * 6e-8);
    }

    @Test
    void tanhIsWithinFourRoundingsOfOne() {
        assertThat(worst(-20, 20, FastMath::tanh, Math::tanh)).isLessThan(4 * 6e-8);
    }

    @Test
    void activationsAgreeWithTheirDefinitions() {
        for (Pointwise function : Pointwise.values()) {
            float[] values = new float[2001];
            float[] slopes = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (i - 1000) * 0.012f;
                slopes[i] = 1;
            }
            float[] at = values.clone();
            FastMath.apply(function, values, 0, values.length);
            FastMath.multiplyByDerivative(function, at, slopes, 0, slopes.length);
            for (int i = 0; i < values.length; i++) {
                // Values up to 12, so a few roundings of 12.
                assertThat((double) values[i]).isCloseTo(function.value(at[i]), within(2e-6));
                assertThat((double) slopes[i]).isCloseTo(function.derivative(at[i]), within(2e-6));
            }
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance);
    }

    private static double worst(float from, float to, FloatFunction fast, DoubleUnaryOperator exact) {
        double worst = 0;
        for (float x = from; x < to; x += 0.000731f) {
            worst = Math.max(worst, Math.abs(fast.apply(x) - exact.applyAsDouble(x)));
        }
        return worst;
    }

    private interface FloatFunction {
        float apply(float x);
    }
}
