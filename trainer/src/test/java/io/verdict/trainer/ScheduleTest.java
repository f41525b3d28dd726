package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.verdict.transformer.VerdictException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
    @ParameterizedTest
    @EnumSource(Schedule.class)
    void equalsTransformers(Schedule schedule) {
        JsonObject golden = GoldenFile.json("schedules.json");
        int steps = golden.get("steps").getAsInt();
        for (int warmup : new int[] {0, golden.get("warmup_steps").getAsInt()}) {
            String name = schedule.id() + (warmup == 0 ? "" : "_with_warmup");
            for (int i = 0; i < steps; i++) {
                assertThat(schedule.factor(i, warmup, steps))
                        .as("%s at %d", name, i)
                        .isCloseTo(golden.getAsJsonArray(name).get(i).getAsDouble(), Offset.offset(1e-12));
            }
        }
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(Schedule.fromId("Linear")).isEqualTo(Schedule.LINEAR);
        assertThatThrownBy(() -> Schedule.fromId("steep"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Unknown learning rate schedule \"steep\"; supported: constant, linear, cosine");
        assertThatThrownBy(() -> OptimizerKind.fromId("sgdd"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Unknown optimizer \"sgdd\"; supported: adamw, adam");
        assertThatThrownBy(() -> Strategy.fromId("thaw"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Unknown strategy \"thaw\"; supported: no_freeze, freeze");
    }
}
