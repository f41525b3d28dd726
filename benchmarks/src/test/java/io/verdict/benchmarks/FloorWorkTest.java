package io.verdict.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.benchmarks.Product.Operand;
import io.verdict.transformer.Activation;
import io.verdict.transformer.EncoderConfig;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;

class FloorWorkTest {
    private static final EncoderConfig CONFIG =
            new EncoderConfig(100, 24, 2, 3, 96, 64, 2, 1e-12, Activation.GELU, true);
    private static final Shape SHAPE = new Shape(5, 8);

    /** Operations of a layer by hand: 4 products of hidden by hidden, 2 of hidden by intermediate, 2 of attention. */
    private static final double LAYER = 2.0 * 40 * (4 * 24 * 24 + 2 * 24 * 96) + 2.0 * 2 * 5 * 8 * 8 * 24;

    @Test
    void hasTheOperationsOfTheModel() {
        assertThat(operations(false, false)).isEqualTo(2 * LAYER);
        assertThat(operations(true, false)).isEqualTo(3 * 2 * LAYER);
    }

    @Test
    void prunesTheLastLayerToOneRowATextButKeysAndValues() {
        double last = 2.0 * 40 * 2 * 24 * 24 + 2.0 * 5 * (2 * 24 * 24 + 2 * 24 * 96) + 2.0 * 2 * 5 * 8 * 24;
        assertThat(operations(false, true)).isEqualTo(LAYER + last);
        assertThat(operations(true, true)).isEqualTo(3 * (LAYER + last));
    }

    @Test
    void runsOnSeveralThreads() {
        try (Floor floor = new Floor("products", FloorWork.of(CONFIG, SHAPE, 3, true, true), 3)) {
            assertThat(floor.milliseconds()).isPositive();
        }
    }

    @Test
    void splitProductsAreTheWholeOne() {
        for (int[] size : new int[][] {{7, 3, 4}, {3, 7, 4}, {1, 5, 2}, {6, 6, 1}}) {
            for (int form = 0; form < 4; form++) {
                checkSplit(size[0], size[1], size[2], (form & 1) != 0, (form & 2) != 0);
            }
        }
    }

    private static double operations(boolean training, boolean pruned) {
        try (FloorWork work = FloorWork.of(CONFIG, SHAPE, 2, training, pruned)) {
            return work.operations();
        }
    }

    private static void checkSplit(int m, int n, int k, boolean turnA, boolean turnB) {
        Random random = new Random(1);
        float[] a = random(random, m * k);
        float[] b = random(random, k * n);
        float[] c = new float[m * n];
        try (FloatPointer first = new FloatPointer(a);
                FloatPointer second = new FloatPointer(b);
                FloatPointer result = new FloatPointer(c)) {
            new Product(
                            m,
                            n,
                            k,
                            new Operand(first, turnA ? m : k, turnA),
                            new Operand(second, turnB ? k : n, turnB),
                            new Operand(result, n))
                    .split(3)
                    .forEach(Product::run);
            result.get(c);
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += (double) (turnA ? a[l * m + i] : a[i * k + l]) * (turnB ? b[j * k + l] : b[l * n + j]);
                }
                // Sums of at most four products of numbers below 1.
                assertThat((double) c[i * n + j]).isCloseTo(sum, within(1e-6));
            }
        }
    }

    private static float[] random(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
