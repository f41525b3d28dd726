package io.verdict.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a\\n> > b\\n>c|a b c",
                "a\\nSPAM: Content analysis\\nb|a b",
                "URL: http://x/\\nDate: Not supplied\\n\\nnews|news",
                "mail zzzz@spamassassin.taint.org now|mail you@example.com now",
                "a\\nbegin 644 f.gif\\nM1234\\nM12\\nend\\nb|a b",
                "---------- x ==========|--- x ===",
                "a\u0000\u0007b\uFFFDc\u00A0\u00A0d|abc d",
                "&#8220;x&#8221; &amp; y &unknown;|“x” & y &unknown;",
                "see <a href=\"http://x\">this</a>, not <this>|see this , not <this>",
                "--x\\nContent-Type: text/plain;\\n charset=x\\n\\nbody|body",
            })
    void makesOneCleanLine(String raw, String clean) {
        assertThat(PlainText.line(raw.replace("\\n", "\n"))).isEqualTo(clean);
    }

    @Test
    void survivesLongBase64() {
        String line = "QUJD".repeat(18) + "\n";
        assertThat(PlainText.line("before\n" + line.repeat(20_000) + "after")).isEqualTo("before after");
    }

    @Test
    void cutsAtASpaceAndNeverInsideACharacter() {
        assertThat(PlainText.cut("one two three four", 15)).isEqualTo("one two three");
        assertThat(PlainText.cut("one twothreefour", 10)).isEqualTo("one twothr");
        assertThat(PlainText.cut("one two", 7)).isEqualTo("one two");
        assertThat(PlainText.cut("😀😀😀😀", 2)).isEqualTo("😀😀");
    }

    @Test
    void tellsWordsFromRubbish() {
        assertThat(PlainText.isLegible("Subject\nwith some words after it")).isTrue();
        assertThat(PlainText.isLegible("上次是你找我嗎上次是你找我嗎\n如何在家中利用網路兼職創業")).isTrue();
        assertThat(PlainText.isLegible("»{¾i±À¯ò°¸¹³¡G\nwith some words after it"))
                .isFalse();
        assertThat(PlainText.isLegible("12345\n--- too few")).isFalse();
    }
}
