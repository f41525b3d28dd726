package io.verdict.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropoutTest {
    @Test
    void oneProbabilityIsForAllPlaces() {
        assertThat(Dropout.fromText("0.2")).isEqualTo(new Dropout(0.2, 0.2, 0.2));
        assertThat(Dropout.fromText("0")).isEqualTo(Dropout.NONE);
    }

    @Test
    void whatIsNotNamedIsBertsOwn() {
        assertThat(Dropout.fromText("attention=0, classifier=0.3")).isEqualTo(new Dropout(0.1, 0, 0.3));
        assertThat(Dropout.fromText("hidden=0.1,attention=0.1,classifier=0.1")).isEqualTo(Dropout.BERT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1            | The hidden dropout is 1.0, must be in [0, 1)",
                "hidden=-0.1  | The hidden dropout is -0.1, must be in [0, 1)",
                "much         | \"much\" is no dropout: write a probability, such as 0.1",
                "hidden=much  | \"hidden=much\" is no dropout: write a probability, such as 0.1",
                "atention=0.1 | \"atention\" is none of hidden, attention, classifier.",
                "hidden=0,hidden=1 | it names hidden twice",
                "hidden=0,    | \"\" is none of hidden, attention, classifier",
            })
    void wrongTexts(String text, String message) {
        assertThatExceptionOfType(VerdictException.class)
                .isThrownBy(() -> Dropout.fromText(text))
                .withMessageContaining(message);
    }
}
