package io.verdict.transformer.saved;

import java.nio.ByteBuffer;

/** The element types of safetensors that hold a model's weights; all are read as float32. */
enum TensorType {
    /** Rounded to the nearest float32. */
    F64(8) {
        @Override
        void toFloats(ByteBuffer from, float[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = (float) from.getDouble(Double.BYTES * i);
            }
        }
    },
    F32(4) {
        @Override
        void toFloats(ByteBuffer from, float[] to, int count) {
            from.asFloatBuffer().get(to, 0, count);
        }
    },
    F16(2) {
        @Override
        void toFloats(ByteBuffer from, float[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = halfToFloat(from.getShort(2 * i));
            }
        }
    },
    BF16(2) {
        @Override
        void toFloats(ByteBuffer from, float[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = Float.intBitsToFloat(from.getShort(2 * i) << 16);
            }
        }
    };

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    int bytes() {
        return bytes;
    }

    /** Reads {@code count} elements from the start of a little-endian buffer. */
    abstract void toFloats(ByteBuffer from, float[] to, int count);

    /** IEEE 754 binary16 to binary32; exact. */
    private static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1F;
        int fraction = half & 0x3FF;
        if (exponent == 0) {
            // Zero or subnormal: fraction * 2^-24.
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wideExponent = exponent == 0x1F ? 0xFF : exponent + 112;
        return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << 13);
    }
}
