package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How times and amounts are written. */
class OptionValuesTest {
    @ParameterizedTest
    @CsvSource({"00:00:01:30,90", "01:02:03:04,93784", "90s,90", "10m,600", "1h30m,5400", "2d,172800", "PT10M,600"})
    void times(String text, long seconds) {
        assertThat(RunTime.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(RunTime.parse(Duration.ofSeconds(seconds).toString())).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90", "1:30", "ten", "0s", "00:00:00:00", "30m1h", "99999999999999999999s"})
    void whatIsNoTimeIsAnError(String text) {
        assertThatThrownBy(() -> RunTime.parse(text))
                .isInstanceOf(VerdictException.class)
                .hasMessageMatching("\".*\" is no time; write DD:HH:MM:SS.*|max_time is .*, must be more than nothing");
    }

    @Test
    void aWholeNumberIsACountAndOneWithAPointAShare() {
        assertThat(BatchAmount.parse("1").of(50, "x")).isEqualTo(1);
        assertThat(BatchAmount.parse("1.0").of(50, "x")).isEqualTo(50);
        assertThat(BatchAmount.parse("0.25").of(50, "x")).isEqualTo(12);
        assertThat(BatchAmount.parse("70").of(50, "x")).isEqualTo(50);
        for (String text : new String[] {"1", "1.0", "0.25"}) {
            assertThat(BatchAmount.parse(BatchAmount.parse(text).toString())).isEqualTo(BatchAmount.parse(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "-0.1", "all", "", "NaN", "99999999999"})
    void otherAmountsAreErrors(String text) {
        assertThatThrownBy(() -> BatchAmount.parse(text)).isInstanceOf(VerdictException.class);
    }

    @Test
    void singlePrecisionIsTheOnlyOne() {
        assertThat(Precision.fromId("32-true")).isEqualTo(Precision.FLOAT32);
        assertThatThrownBy(() -> Precision.fromId("16-mixed"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("precision is \"16-mixed\"; Verdict trains in single precision, so the only one is 32");
    }
}
