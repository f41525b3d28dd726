package io.verdict.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
    @Test
    void readsWhatItWrites() {
        assertThat(Shape.parse("16x128")).isEqualTo(new Shape(16, 128)).hasToString("16x128");
        assertThat(new Shape(16, 128).tokens()).isEqualTo(2048);
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "x128", "16x", "16X128", "16x128x2", "-1x3", "0x128", "1x2", "1x513", "99999x128"})
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> Shape.parse(text))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("16x128");
    }
}
