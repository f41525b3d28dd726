package io.verdict.serving.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Collects a body. Its memory grows with what has arrived, not with what was announced. */
final class Body {
    private static final int FIRST = 1 << 10;

    private final int most;
    private byte[] bytes = new byte[0];
    private int length;

    Body(int most) {
        this.most = most;
    }

    /** Adds a part; whether there was room for it. */
    boolean add(ByteBuf part) {
        int size = part.readableBytes();
        if (size > most - length) {
            bytes = new byte[0];
            return false;
        }
        if (length + size > bytes.length) {
            // Most bodies come in one part.
            bytes = Arrays.copyOf(bytes, length == 0 ? size : Math.min(most, Math.max(FIRST, 2 * (length + size))));
        }
        part.readBytes(bytes, length, size);
        length += size;
        return true;
    }

    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
