package io.verdict.trainer.doctor;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Recognises UTF-8 that was read as Windows-1252: characters beyond ASCII whose Windows-1252 bytes are, together, whole
 * characters of UTF-8. Text in a Western language hardly ever is so by chance: each of its accented letters would have to
 * be followed by certain signs.
 */
final class Mojibake {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private Mojibake() {}

    static boolean isIn(String text) {
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && text.charAt(i) >= 0x80;
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                if (i - start > 1 && isUtf8(text.substring(start, i))) {
                    return true;
                }
                start = -1;
            }
        }
        return false;
    }

    private static boolean isUtf8(String run) {
        try {
            ByteBuffer bytes = WINDOWS_1252.newEncoder().encode(CharBuffer.wrap(run));
            CharBuffer undone = StandardCharsets.UTF_8.newDecoder().decode(bytes);
            // No word begins with a mark; chance, in binary data, makes such things.
            return Character.getType(undone.get(0)) != Character.NON_SPACING_MARK;
        } catch (CharacterCodingException no) {
            return false;
        }
    }
}
