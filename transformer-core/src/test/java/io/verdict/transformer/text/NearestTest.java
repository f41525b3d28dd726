package io.verdict.transformer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "kitten, sitting, 3",
        "text, text, 0",
        "TEXT, text, 0",
        "'', abc, 3",
        "abc, '', 3",
        "txet, text, 1",
        "ca, abc, 3",
        "😀b, b, 1"
    })
    void countsEdits(String one, String other, int edits) {
        assertThat(Nearest.distance(one, other)).isEqualTo(edits);
        assertThat(Nearest.distance(other, one)).isEqualTo(edits);
    }

    @Test
    void suggestsOnlyWhatIsNear() {
        assertThat(Nearest.to("lable", List.of("text", "label", "id"))).contains("label");
        assertThat(Nearest.to("sapm", List.of("ham", "spam"))).contains("spam");
        assertThat(Nearest.to("Text", List.of("id", "text"))).contains("text");
        assertThat(Nearest.to("sentiment", List.of("text", "label"))).isEmpty();
        assertThat(Nearest.to("x", List.of())).isEmpty();
    }
}
