package io.verdict.transformer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.verdict.transformer.VerdictException;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GemmTest {
    private static final float CANARY = 12345f;

    @Test
    void testsRunWithOneDnn() {
        assertThat(Blas.library().name()).startsWith("oneDNN 3.");
    }

    @Test
    void namesTheLibrariesThereAre() {
        assertThatThrownBy(() -> Blas.choose("mkl"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Unknown verdict.blas \"mkl\"; supported: onednn, openblas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "openblas"})
    void multipliesBlocksOfAllKinds(String library) {
        Gemm gemm = Blas.choose(library);
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            int m = 1 + random.nextInt(round % 10 == 0 ? 200 : 40);
            int n = 1 + random.nextInt(round % 10 == 1 ? 200 : 40);
            int k = 1 + random.nextInt(round % 10 == 2 ? 400 : 40);
            check(gemm, random, random.nextBoolean(), random.nextBoolean(), m, n, k);
        }
    }

    private static void check(Gemm gemm, Random random, boolean transposeA, boolean transposeB, int m, int n, int k) {
        int strideA = (transposeA ? m : k) + random.nextInt(3);
        int strideB = (transposeB ? k : n) + random.nextInt(3);
        int strideC = n + random.nextInt(3);
        float scale = random.nextFloat();
        float[] a = values(random, (transposeA ? k : m) * strideA);
        float[] b = values(random, (transposeB ? n : k) * strideB);
        float[] result = new float[m * strideC];
        try (FloatPointer memoryA = new FloatPointer(a);
                FloatPointer memoryB = new FloatPointer(b);
                FloatPointer memoryC = new FloatPointer(result.length)) {
            for (int i = 0; i < result.length; i++) {
                memoryC.put(i, CANARY);
            }
            gemm.multiply(transposeA, transposeB, m, n, k, scale, memoryA, strideA, memoryB, strideB, memoryC, strideC);
            memoryC.get(result);
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < strideC; j++) {
                if (j >= n) {
                    assertThat(result[i * strideC + j]).as("beyond the block").isEqualTo(CANARY);
                    continue;
                }
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += (double) a[transposeA ? l * strideA + i : i * strideA + l]
                            * b[transposeB ? j * strideB + l : l * strideB + j];
                }
                // k roundings of sums that are below 4 sqrt(k) almost always.
                assertThat((double) result[i * strideC + j]).isCloseTo(scale * sum, within(1e-6 * k + 1e-6));
            }
        }
    }

    private static float[] values(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
