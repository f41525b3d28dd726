package io.verdict.serving.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServiceRateTest {
    @Test
    void knowsNothingAtFirst() {
        ServiceRate rate = new ServiceRate();
        assertThat(rate.timeOf(1_000_000)).isZero();
        rate.add(10, Duration.ofSeconds(3));
        assertThat(rate.timeOf(1_000_000)).isZero();
    }

    @Test
    void followsTheLatestBatches() {
        ServiceRate rate = new ServiceRate();
        rate.add(1000, Duration.ofSeconds(1));
        assertThat(rate.timeOf(500)).isEqualTo(Duration.ofMillis(500));
        for (int i = 0; i < 100; i++) {
            rate.add(1000, Duration.ofMillis(100));
        }
        assertThat(rate.timeOf(10_000)).isBetween(Duration.ofMillis(999), Duration.ofMillis(1001));
    }
}
