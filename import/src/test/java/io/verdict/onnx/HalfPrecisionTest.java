package io.verdict.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfPrecisionTest {
    /** Every float16 by the definition of IEEE 754: (-1)^sign * 2^(exponent - 15) * 1.fraction. */
    @Test
    void everyFloat16() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            double sign = bits < 1 << 15 ? 1 : -1;
            int exponent = bits >> 10 & 31;
            double fraction = (bits & 1023) / 1024.0;
            double expected = exponent == 31
                    ? (fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN)
                    : exponent == 0
                            ? sign * fraction * Math.pow(2, -14)
                            : sign * (1 + fraction) * Math.pow(2, exponent - 15);
            assertThat(Double.compare(HalfPrecision.float16((short) bits), expected))
                    .as("float16 %x", bits)
                    .isZero();
        }
    }

    @Test
    void everyBfloat16IsAFloat32WithoutItsLowerHalf() {
        assertThat(HalfPrecision.bfloat16((short) 0x3f80)).isEqualTo(1f);
        assertThat(HalfPrecision.bfloat16((short) 0xc049)).isEqualTo(-3.140625f);
        assertThat(HalfPrecision.bfloat16((short) 0x7f80)).isEqualTo(Float.POSITIVE_INFINITY);
    }
}
