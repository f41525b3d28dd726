package io.verdict.serving.protocol;

import io.verdict.serving.http.Refusal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes to text, and not by guessing. */
final class Utf8 {
    private Utf8() {}

    /**
     * The text of these bytes.
     *
     * @param what they are, for the message
     * @throws Refusal (400) that says where they are not UTF-8
     */
    static String decode(byte[] bytes, int from, int length, String what) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
        CharBuffer out = CharBuffer.allocate(length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int offset = in.position();
            throw new Refusal(
                    400,
                    "Validation",
                    what + " is not UTF-8: the byte 0x" + Integer.toHexString(bytes[offset] & 0xFF) + " at offset "
                            + (offset - from) + " is wrong there");
        }
        return out.flip().toString();
    }

    /** The bytes that a text takes; half a surrogate pair counts as two. */
    static long length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // The two halves of a pair are four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
