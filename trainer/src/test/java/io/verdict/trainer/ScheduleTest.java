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
    void oneUpdateOfWarmupBeginsAtThePeak() {
        assertThat(Schedule.ONE_CYCLE.factor(0, 1, 10)).isEqualTo(1);
        assertThat(Schedule.ONE_CYCLE.factor(9, 1, 10)).isCloseTo(4e-6, Offset.offset(1e-12));
    }

    @Test
    void warmupMayLastTheWholeRun() {
        for (Schedule schedule : Schedule.values()) {
            for (int i = 0; i < 10; i++) {
                assertThat(schedule.factor(i, 10, 10))
                        .as("%s at %d", schedule, i)
                        .isBetween(0.0, 1.0);
            }
        }
        assertThat(Schedule.ONE_CYCLE.factor(9, 10, 10)).isEqualTo(1);
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(Schedule.fromId("Linear")).isEqualTo(Schedule.LINEAR);
        assertThat(Schedule.fromId("One_Cycle")).isEqualTo(Schedule.ONE_CYCLE);
        assertThat(OptimizerKind.fromId("AdamW")).isEqualTo(OptimizerKind.ADAMW);
    }

    @Test
    void anUnknownScheduleIsAnErrorThatListsTheValidNames() {
        assertThatThrownBy(() -> Schedule.fromId("onecycle"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Unknown learning rate schedule \"onecycle\"; supported: constant, linear, cosine,"
                        + " cosine_with_restarts, polynomial, one_cycle. Did you mean \"one_cycle\"?");
        assertThatThrownBy(() -> Schedule.fromId("flattened out"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Unknown learning rate schedule \"flattened out\"; supported: constant, linear, cosine,"
                        + " cosine_with_restarts, polynomial, one_cycle.");
    }

    @Test
    void anUnknownOptimizerIsAnErrorThatListsTheValidNames() {
        assertThatThrownBy(() -> OptimizerKind.fromId("adamm"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Unknown optimizer \"adamm\"; supported: adamw, adam. Did you mean \"adamw\"?");
    }

    @Test
    void anUnknownStrategyIsAnErrorThatListsTheValidNames() {
        assertThatThrownBy(() -> Strategy.fromId("freez"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Unknown strategy \"freez\"; supported: no_freeze, freeze. Did you mean \"freeze\"?");
    }
}
