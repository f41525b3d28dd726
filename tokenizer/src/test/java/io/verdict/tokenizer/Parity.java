package io.verdict.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

/** Holds an encoding against the reference's. */
final class Parity {
    private Parity() {}

    static void assertSame(
            HuggingFace reference, Tokenizer tokenizer, String text, @Nullable String pair, boolean special) {
        String expected = reference.encode(text, pair, special);
        Encoding encoding = tokenizer.encode(text, pair, special);
        String actual = HuggingFace.describe(encoding, pair == null ? new String[] {text} : new String[] {text, pair});
        if (!actual.equals(expected)) { // assertThat alone would format every text
            assertThat(actual).as(escape(text) + " / " + escape(pair)).isEqualTo(expected);
        }
    }

    private static String escape(@Nullable String text) {
        StringBuilder escaped = new StringBuilder();
        String all = text == null ? "null" : text;
        all.codePoints().forEach(c -> {
            if (c > 0x20 && c < 0x7F) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append(String.format("{%X}", c));
            }
        });
        return escaped.toString();
    }
}
