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
        // A plateau's schedule alone is a constant one; what the results do to it is tested beside Plateau.
        String original = schedule == Schedule.REDUCE_ON_PLATEAU || schedule == Schedule.CONSTANT_WITH_WARMUP
                ? "constant"
                : schedule.id();
        for (int warmup : new int[] {0, golden.get("warmup_steps").getAsInt()}) {
            String name = original + (warmup == 0 || schedule == Schedule.CONSTANT ? "" : "_with_warmup");
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
                .hasMessage(
                        "Unknown learning rate schedule \"onecycle\"; supported: constant, constant_with_warmup,"
                                + " linear, cosine, cosine_with_restarts, polynomial, one_cycle, reduce_on_plateau. Did you mean \"one_cycle\"?");
        assertThatThrownBy(() -> Schedule.fromId("flattened out"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Unknown learning rate schedule \"flattened out\"; supported: constant,"
                        + " constant_with_warmup, linear, cosine, cosine_with_restarts, polynomial, one_cycle,"
                        + " reduce_on_plateau.");
    }

    @Test
    void anUnknownOptimizerIsAnErrorThatListsTheValidNames() {
        assertThatThrownBy(() -> OptimizerKind.fromId("adamm"))
                .isInstanceOf(VerdictException.class)
                .hasMessage(
                        "Unknown optimizer \"adamm\"; supported: adamw, adam, sgd, rmsprop, adagrad, lamb, adafactor. Did you mean \"adamw\"?");
    }

    @Test
    void anUnknownStrategyIsAnErrorThatListsTheValidNames() {
        assertThatThrownBy(() -> Strategy.fromId("freez"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("Unknown strategy \"freez\"; supported: no_freeze, freeze, freeze_unfreeze(2),"
                        + " unfreeze_milestones((1, 3), 1). Did you mean \"freeze\"?");
    }
}
