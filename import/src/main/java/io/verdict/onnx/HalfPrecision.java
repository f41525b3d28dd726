package io.verdict.onnx;

/** Widens 16-bit floating-point numbers, exactly. (JDK 17 has no {@code Float.float16ToFloat}.) */
final class HalfPrecision {
    private HalfPrecision() {}

    /** IEEE 754 binary16: 1 sign bit, 5 exponent bits, 10 bits of fraction. */
    static float float16(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >>> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f800000 | (fraction << 13));
        }
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        return Float.intBitsToFloat(sign | ((exponent + 112) << 23) | (fraction << 13));
    }

    /** bfloat16: the upper half of a float32. */
    static float bfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
