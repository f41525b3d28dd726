package io.verdict.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    private final NearDuplicates seen = new NearDuplicates();

    @Test
    void ignoresCaseDigitsAndPunctuation() {
        assertThat(seen.add("Earn $5,000 a week from home now")).isTrue();
        assertThat(seen.add("EARN $9,999 a week -- from home, now!!! 81TH")).isFalse();
        assertThat(seen.add("A wholly different text about kernels and compilers"))
                .isTrue();
    }

    @Test
    void findsATextInsideALongerOne() {
        assertThat(seen.add(words("a", 0, 200))).isTrue();
        assertThat(seen.add(words("a", 100, 150))).isFalse();
        assertThat(seen.add(words("a", 100, 125) + words("b", 0, 100))).isTrue();
    }

    @Test
    void findsTheSameHeadBeforeADifferentRest() {
        assertThat(seen.add(words("a", 0, 80) + words("b", 0, 400))).isTrue();
        assertThat(seen.add(words("a", 0, 80) + words("c", 0, 400))).isFalse();
    }

    /** Words of letters only: digits do not count. */
    private static String words(String prefix, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> prefix
                        + Integer.toString(i, 36)
                                .replaceAll("\\d", "x$0x")
                                .replaceAll("\\d", Character.toString('k' + i % 10)))
                .collect(Collectors.joining(" ", "", " "));
    }
}
