package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NineDigitsTest {
    private static final MathContext NINE = new MathContext(9, RoundingMode.HALF_EVEN);

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, 0.0",
        "1, 1.0",
        "-1.5, -1.5",
        "0.1, 0.100000001",
        "0.3333333333, 0.333333343",
        "9.9999999, 10.0",
        "0.99999997, 0.99999994",
        "0.0001, 9.99999975E-5",
        "123456.7, 123456.703",
        "16777216, 16777216",
        "3.4028235e38, 3.40282347E+38",
        "1.4e-45, 1.40129846E-45"
    })
    void writesAsManyDigitsAsAFloatNeeds(float value, String expected) {
        assertThat(new BigDecimal(text(value))).isEqualByComparingTo(new BigDecimal(expected));
    }

    @Test
    void readsBackExactlyAndIsRoundedCorrectly() {
        Random random = new Random(11);
        for (int i = 0; i < 1_000_000; i++) {
            float value = i % 2 == 0
                    ? (float) (random.nextGaussian() * Math.pow(10, random.nextInt(10) - 6))
                    : Float.intBitsToFloat(random.nextInt());
            if (!Float.isFinite(value)) {
                continue;
            }
            String text = text(value);
            assertThat(Float.parseFloat(text)).as(text).isEqualTo(value == 0 ? 0f : value);
            assertThat(new BigDecimal(text))
                    .as("%s of %s", text, value)
                    .isEqualByComparingTo(new BigDecimal(value).round(NINE));
        }
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatThrownBy(() -> text(Float.NaN))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> text(Float.NEGATIVE_INFINITY)).hasMessageContaining("-Infinity");
    }

    private static String text(float value) {
        StringBuilder text = new StringBuilder();
        NineDigits.append(text, value);
        return text.toString();
    }
}
