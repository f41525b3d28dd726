package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void endsLinesAtLineFeedsAlone() {
        assertThat(lines("a\nb\r\n\nc\rd\u2028e\u0085f\n").next(100))
                .containsExactly("a", "b", "", "c\rd\u2028e\u0085f");
    }

    @Test
    void readsALastLineWithoutAnEnd() {
        assertThat(lines("a\nb").next(100)).containsExactly("a", "b");
        assertThat(lines("").next(100)).isEmpty();
    }

    @Test
    void skipsAByteOrderMarkAtTheStartOnly() {
        assertThat(lines("\uFEFFa\n\uFEFFb").next(100)).containsExactly("a", "\uFEFFb");
    }

    @Test
    void givesAtMostAsManyAsAskedFor() {
        Lines lines = lines("a\nb\nc\n");
        assertThat(lines.next(2)).containsExactly("a", "b");
        assertThat(lines.next(2)).containsExactly("c");
        assertThat(lines.next(2)).isEmpty();
    }

    @Test
    void doesNotWaitForMoreThanOneLine() throws IOException {
        try (PipedInputStream in = new PipedInputStream();
                PipedOutputStream out = new PipedOutputStream(in)) {
            Lines lines = new Lines(in, "pipe");
            out.write("one\n".getBytes(StandardCharsets.UTF_8));
            assertThat(lines.next(10)).isEqualTo(List.of("one"));
        }
    }

    @Test
    void namesALineThatIsNotUtf8() {
        byte[] bytes = {'a', '\n', 'b', (byte) 0xE9, '\n'};
        assertThatThrownBy(() -> new Lines(new ByteArrayInputStream(bytes), "standard input").next(10))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Line 2 of standard input is not UTF-8; convert it, e.g. with iconv");
    }

    private static Lines lines(String text) {
        return new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "standard input");
    }
}
