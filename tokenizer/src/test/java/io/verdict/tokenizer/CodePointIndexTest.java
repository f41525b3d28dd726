package io.verdict.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodePointIndexTest {
    @Test
    void countsAsStringDoes() {
        RandomTexts texts = new RandomTexts(2, List.of("😀", "\uD800", "\uDC00", "\uD83D\uD83D\uDE00"));
        for (int i = 0; i < 2_000; i++) {
            String text = texts.next(8);
            CodePointIndex index = CodePointIndex.of(text);
            for (int at = 0; at <= text.length(); at++) {
                boolean insidePair =
                        at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
                if (!insidePair) {
                    assertThat(index.codePoints(at)).isEqualTo(text.codePointCount(0, at));
                }
            }
        }
    }
}
