package io.verdict.transformer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.transformer.kernel.RowMath.Block;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Vector API's loops beside the plain ones, over every remainder of a vector. */
class RowMathTest {
    /** The same polynomials: what differs is fused multiplication and the order of sums. */
    private static final float ROUNDINGS = 1e-6f;

    private final RowMath scalar = new ScalarRows();
    private final RowMath vector = Rows.choose();

    @Test
    void testsRunWithTheVectorApi() {
        assertThat(vector.name()).startsWith("vector");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void activationsAgree(long seed) {
        for (int length = 1; length < 70; length++) {
            for (Pointwise function : Pointwise.values()) {
                float[] at = normal(length + 3, seed, 4);
                float[] expected = at.clone();
                float[] actual = at.clone();
                scalar.apply(function, expected, length % 3, length);
                vector.apply(function, actual, length % 3, length);
                assertThat(actual).containsExactly(expected, within(4 * ROUNDINGS));

                float[] expectedGradient = normal(length + 3, seed + 1, 1);
                float[] actualGradient = expectedGradient.clone();
                scalar.multiplyByDerivative(function, at, expectedGradient, length);
                vector.multiplyByDerivative(function, at, actualGradient, length);
                assertThat(actualGradient).containsExactly(expectedGradient, within(4 * ROUNDINGS));
            }
        }
    }

    @Test
    void activationsOfExtremesAgree() {
        float[] extremes = {0, -0f, 1e-30f, -1e-30f, 5, -5, 20, -20, 1e4f, -1e4f, 1e30f, -1e30f, 88, -88, 3, -3, 1, 2};
        for (Pointwise function : Pointwise.values()) {
            float[] expected = extremes.clone();
            float[] actual = extremes.clone();
            scalar.apply(function, expected, 0, expected.length);
            vector.apply(function, actual, 0, actual.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], within(Math.max(1, Math.abs(expected[i])) * ROUNDINGS));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void softmaxAndItsGradientAgreeAndTouchNothingElse(long seed) {
        for (int length = 1; length < 70; length++) {
            float[] expected = normal(length + 10, seed, 5);
            float[] actual = expected.clone();
            scalar.softmax(expected, 4, length);
            vector.softmax(actual, 4, length);
            assertThat(actual).containsExactly(expected, within(ROUNDINGS));

            float[] expectedGradient = normal(length + 10, seed + 1, 1);
            float[] actualGradient = expectedGradient.clone();
            scalar.softmaxGradient(expected, expectedGradient, 4, length);
            vector.softmaxGradient(expected, actualGradient, 4, length);
            assertThat(actualGradient).containsExactly(expectedGradient, within(ROUNDINGS));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sumsAgree(long seed) {
        for (int length = 1; length < 70; length++) {
            float[] x = normal(length, seed, 1);
            float[] y = normal(length, seed + 1, 1);
            assertThat(vector.sum(x)).isCloseTo(scalar.sum(x), within(length * ROUNDINGS));
            assertThat(vector.dot(x, y)).isCloseTo(scalar.dot(x, y), within(length * ROUNDINGS));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void dropoutsAreTheSame(long seed) {
        DropoutDraw draw = DropoutDraw.of(seed, 2, 3, 0.3f);
        for (int length = 1; length < 70; length++) {
            float[] expected = normal(length + 10, seed, 1);
            float[] actual = expected.clone();
            for (int j = 0; j < length; j++) {
                expected[4 + j] *= draw.factor(seed * 1000, j);
            }
            float[] plain = actual.clone();
            scalar.drop(plain, 4, length, draw, seed * 1000);
            vector.drop(actual, 4, length, draw, seed * 1000);
            assertThat(plain).containsExactly(expected, within(0f));
            assertThat(actual).containsExactly(expected, within(0f));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 15, 16, 17, 31, 32, 33, 67, 128})
    void columnsBecomeRows(int rows) {
        int columns = 1 + rows % 7;
        int stride = rows + 3;
        Block from = Block.of(normal(4 + rows * (columns + 2), rows, 1), 4, columns + 2);
        for (RowMath math : new RowMath[] {scalar, vector}) {
            float[] to = new float[columns * stride];
            math.transpose(rows, columns, from, to, stride);
            for (int j = 0; j < columns; j++) {
                for (int i = 0; i < stride; i++) {
                    float expected = i < rows ? from.values()[4 + i * (columns + 2) + j] : 0;
                    assertThat(to[j * stride + i]).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void productsAgreeWithTheirDefinition(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            int m = 1 + random.nextInt(20);
            int n = 1 + random.nextInt(100);
            int k = 1 + random.nextInt(40);
            boolean transposed = random.nextBoolean();
            int rowStride = (transposed ? m : k) + random.nextInt(3);
            Block a = Block.of(normal(500 + rowStride * (transposed ? k : m), seed, 1), 7, rowStride);
            Block left = transposed ? a.transposed() : a;
            int strideB = n + random.nextInt(3);
            Block b = Block.of(normal(20 + strideB * k, seed + 1, 1), 5, strideB);
            int strideC = n + random.nextInt(3);
            float[] expected = normal(20 + strideC * m, seed + 2, 1);
            float[] plain = expected.clone();
            float[] fast = expected.clone();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int l = 0; l < k; l++) {
                        sum += (double) left.values()[left.start() + i * left.rowStride() + l * left.columnStride()]
                                * b.values()[b.start() + l * strideB + j];
                    }
                    expected[3 + i * strideC + j] = (float) (0.5 * sum);
                }
            }
            scalar.multiply(m, n, k, 0.5f, left, b, Block.of(plain, 3, strideC));
            vector.multiply(m, n, k, 0.5f, left, b, Block.of(fast, 3, strideC));
            assertThat(plain).containsExactly(expected, within(k * ROUNDINGS));
            assertThat(fast).containsExactly(expected, within(k * ROUNDINGS));
        }
    }

    private static float[] normal(int length, long seed, float deviation) {
        Random random = new Random(seed * 1000 + length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian() * deviation;
        }
        return values;
    }
}
