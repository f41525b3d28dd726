package io.verdict.transformer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void areOthersIfATextCanHaveSeveral() {
        Labels one = Labels.of(List.of("a", "b"));
        Labels several = Labels.multiLabel(List.of("a", "b"));
        assertThat(several).isNotEqualTo(one).isEqualTo(one.withMultiLabel(true));
        assertThat(several.isMultiLabel()).isTrue();
        assertThat(one.isMultiLabel()).isFalse();
    }

    @Test
    void areSortedSoThatNegativeComesBeforePositive() {
        Labels labels = Labels.sorted(List.of("positive", "negative", "neutral", "positive"));
        assertThat(labels.names()).containsExactly("negative", "neutral", "positive");
        assertThat(labels.index(" positive ")).hasValue(2);
        assertThat(labels.index("Positive")).isEmpty();
        assertThat(labels.name(1)).isEqualTo("neutral");
        assertThat(labels.isNumeric()).isFalse();
    }

    @Test
    void areClassNumbersHoweverTheyAreWritten() {
        Labels labels = Labels.numbered(3);
        assertThat(labels.isNumeric()).isTrue();
        assertThat(labels).isEqualTo(Labels.of(List.of("0", "1", "2")));
        assertThat(labels.index("2")).hasValue(2);
        assertThat(labels.index("02")).hasValue(2);
        assertThat(labels.index("2.0")).hasValue(2);
        assertThat(labels.index("2.5")).isEmpty();
        assertThat(labels.index("3")).isEmpty();
        assertThat(labels.index("-1")).isEmpty();
        assertThat(labels.index("99999999999999999999")).isEmpty();
        assertThat(labels.index("two")).isEmpty();
    }

    @Test
    void keepTheOrderOfAModel() {
        assertThat(Labels.of(List.of("spam", "ham")).index("ham")).hasValue(1);
        assertThatThrownBy(() -> Labels.of(List.of("spam", "spam")))
                .isInstanceOf(VerdictException.class)
                .hasMessage("The label \"spam\" is there twice.");
        assertThatThrownBy(() -> Labels.of(List.of(" spam")))
                .isInstanceOf(VerdictException.class)
                .hasMessage("A label must have no blanks around it and must not be empty: \" spam\"");
    }

    @Test
    void areDescribedShortly() {
        assertThat(Labels.of(List.of("ham", "spam")).describe()).isEqualTo("ham, spam");
        assertThat(Labels.numbered(7).describe()).isEqualTo("0 to 6");
        assertThat(Labels.sorted(IntStream.range(100, 10_100)
                                .mapToObj(i -> "c" + i)
                                .toList())
                        .describe())
                .endsWith(" and 9980 more");
    }
}
