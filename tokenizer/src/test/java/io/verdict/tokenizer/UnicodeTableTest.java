package io.verdict.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;

/** The committed table against the JDK, where the JDK's newer Unicode cannot differ, and where it does. */
class UnicodeTableTest {
    private static final UnicodeTable TABLE = UnicodeTable.INSTANCE;

    /** Decompositions are frozen once a character exists, so a table of an older Unicode may lack some, not differ. */
    @Test
    void decompositionsAreUnicodes() {
        int decomposed = 0;
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                continue;
            }
            int[] parts = TABLE.decomposition(c);
            if (parts.length > 1 || parts[0] != c) {
                String expected = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
                assertThat(new String(parts, 0, parts.length)).as("%X", c).isEqualTo(expected);
                decomposed++;
            }
        }
        assertThat(decomposed).isEqualTo(2_060 + 11_172); // the table's, and the Hangul syllables
    }

    @Test
    void spacesAreUnicodesWhiteSpace() {
        String whiteSpace = "\t\n\u000B\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
                + "\u2009\u200A\u2028\u2029\u202F\u205F\u3000";
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            assertThat(TABLE.is(c, UnicodeTable.SPACE)).as("%X", c).isEqualTo(whiteSpace.indexOf(c) >= 0);
        }
    }

    /** Why the JDK's tables cannot serve. */
    @Test
    void theReferenceHoldsAnOlderUnicodeThanTheJdk() {
        assertThat(Character.getType(0x2E43)).isEqualTo(Character.OTHER_PUNCTUATION); // since Unicode 9
        assertThat(TABLE.is(0x2E43, UnicodeTable.PUNCTUATION)).isFalse();
        assertThat(Character.getType(0x1DF7)).isEqualTo(Character.NON_SPACING_MARK); // since Unicode 10
        assertThat(TABLE.is(0x1DF7, UnicodeTable.MARK)).isFalse();
        assertThat(TABLE.lowercase(0xA7D2)).containsExactly(0xA7D3); // but lower case is that of Unicode 17
    }

    @Test
    void lowerCaseLooksAtOneCharacterAlone() {
        assertThat(TABLE.lowercase(0x3A3)).containsExactly(0x3C3); // no final sigma
        assertThat(TABLE.lowercase(0x130)).containsExactly('i', 0x307);
        assertThat(TABLE.lowercase('a')).containsExactly('a');
    }
}
