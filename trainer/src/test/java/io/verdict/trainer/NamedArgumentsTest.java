package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.VerdictException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Names of optimizers and schedules with arguments, as they are written and as they are refused. */
class NamedArgumentsTest {
    @Test
    void readsNamesInAnyCaseAndArguments() {
        assertThat(OptimizerChoice.parse("AdamW")).isEqualTo(OptimizerChoice.of(OptimizerKind.ADAMW));
        assertThat(OptimizerChoice.parse(" sgd ( Momentum = 0.9 ,nesterov=TRUE) "))
                .isEqualTo(new OptimizerChoice(OptimizerKind.SGD, Map.of("momentum", 0.9, "nesterov", 1.0)));
        assertThat(OptimizerChoice.parse("adam()")).isEqualTo(OptimizerChoice.of(OptimizerKind.ADAM));
        assertThat(ScheduleChoice.parse("Polynomial(power=1)").arguments()).containsEntry("power", 1.0);
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void whatIsWrittenIsReadAgain(OptimizerKind kind) {
        assertThat(OptimizerChoice.of(kind)).hasToString(kind.id());
        kind.defaults().keySet().stream()
                .filter(name -> !name.equals("nesterov") && !name.equals("decay_rate"))
                .forEach(name -> {
                    OptimizerChoice choice = new OptimizerChoice(kind, Map.of(name, 0.125));
                    assertThat(choice).hasToString(kind.id() + "(" + name + "=0.125)");
                    assertThat(OptimizerChoice.parse(choice.toString())).isEqualTo(choice);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sgd(momentun=0.9)|the optimizer sgd has no argument \"momentun\"; it has momentum, nesterov. Did you"
                        + " mean \"momentum\"?",
                "sgd(0.9)|\"0.9\" in \"sgd(0.9)\" is not an argument, which is written name=value",
                "sgd(momentum=much)|The argument momentum in \"sgd(momentum=much)\" is \"much\", neither a number nor"
                        + " true or false",
                "sgd(momentum=0.9, momentum=0.8)|The argument momentum is twice in \"sgd(momentum=0.9, momentum=0.8)\"",
                "sgd(momentum=NaN)|The argument momentum in \"sgd(momentum=NaN)\" is \"NaN\", neither a number nor true or"
                        + " false",
                "sgd(momentum=1)|momentum of sgd is 1.0, must be in [0, 1)",
                "adam(eps=-1)|eps of adam is -1.0, must be at least 0",
                "adafactor(decay_rate=0.8)|decay_rate of adafactor is 0.8, must be negative",
                "sgd(nesterov=true)|sgd with nesterov needs a momentum; write sgd(momentum=0.9, nesterov=true)",
                "lion|Unknown optimizer \"lion\"; supported: adamw, adam, sgd, rmsprop, adagrad, lamb, adafactor.",
            })
    void refusesOthers(String text, String message) {
        assertThatThrownBy(() -> OptimizerChoice.parse(text))
                .isInstanceOf(VerdictException.class)
                .hasMessage(message);
    }

    @Test
    void refusesArgumentsOfSchedules() {
        assertThatThrownBy(() -> ScheduleChoice.parse("linear(power=2)"))
                .hasMessage("the schedule linear has no argument \"power\"; it has none");
        assertThatThrownBy(() -> ScheduleChoice.parse("reduce_on_plateau(factor=1)"))
                .hasMessage("factor of reduce_on_plateau is 1.0, must be below 1");
        assertThatThrownBy(() -> ScheduleChoice.parse("reduce_on_plateau(patience=1.5)"))
                .hasMessage("patience of reduce_on_plateau is 1.5, must be a whole number");
    }
}
