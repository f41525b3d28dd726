package io.verdict.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EmbedTextsTest {
    @Test
    void textsOfOneMeaningLieCloser() {
        float[][] vectors = EmbedTexts.embed(List.of(
                "A cat sleeps on the sofa.",
                "The kitten is having a nap on the couch.",
                "The central bank raised interest rates."));

        assertThat(vectors).hasDimensions(3, 384);
        assertThat(EmbedTexts.cosine(vectors[0], vectors[1]))
                .isGreaterThan(EmbedTexts.cosine(vectors[0], vectors[2]) + 0.3);
    }

    @Test
    void printsEachTextBesideItsRow() {
        Output output = new Output();

        EmbedTexts.show(List.of("a film", "a film"), output.stream());

        assertThat(output.lines()).containsExactly("  1.00  1.00  a film", "  1.00  1.00  a film");
    }

    @Test
    void cosineDependsOnTheDirectionOnly() {
        assertThat(EmbedTexts.cosine(new float[] {1, 2}, new float[] {-2, -4})).isCloseTo(-1, within(1e-12));
        assertThat(EmbedTexts.cosine(new float[] {1, 2}, new float[] {2, -1})).isZero();
    }
}
