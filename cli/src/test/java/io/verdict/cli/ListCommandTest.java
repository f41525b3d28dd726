package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListCommandTest {
    /** The option that takes the names. */
    private static final Map<Available, String> OPTIONS = Map.of(
            Available.HEADS, "--model.pooling",
            Available.LR_SCHEDULERS, "--model.lr_scheduler",
            Available.OPTIMIZERS, "--model.optimizer",
            Available.STRATEGIES, "--trainer.strategy");

    /** What names need behind them. */
    private static final Map<String, String> ARGUMENTS =
            Map.of("freeze_unfreeze", "(2)", "unfreeze_milestones", "((1, 3), 1)");

    @ParameterizedTest
    @EnumSource
    void listsNamesOneALine(Available what) {
        CliRun run = CliRun.of("list", what);
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).isEqualTo(what.names()).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void listsWhatItSays() {
        assertThat(CliRun.of("list", "strategies").lines()).contains("no_freeze", "freeze");
        assertThat(CliRun.of("list", "optimizers").lines()).contains("adamw", "adam");
        assertThat(CliRun.of("list", "lr_schedulers").lines()).contains("constant", "linear", "cosine");
        assertThat(CliRun.of("list", "heads").lines()).contains("pooler", "cls", "mean");
        assertThat(CliRun.of("list", "outputs").lines()).contains("labels", "classes", "probabilities", "logits");
        assertThat(CliRun.of("list", "backbones").lines()).contains("sentence-transformers/all-MiniLM-L6-v2");
    }

    @Test
    void everyNameIsTakenByItsOption() {
        OPTIONS.forEach((what, option) -> {
            for (String name : what.names()) {
                String value = name + ARGUMENTS.getOrDefault(name, "");
                CliRun run = CliRun.of("text_classification", option + "=" + value, "--print_config");
                assertThat(run.code()).as(run.err()).isZero();
                assertThat(run.out()).containsPattern(": (\"?)" + Pattern.quote(value) + "\\1\n");
            }
        });
        for (String name : Available.OUTPUTS.names()) {
            assertThat(CliRun.of("predict", "--output", name, "--print_config").out())
                    .contains("\noutput: " + name + "\n");
        }
    }

    @Test
    void anUnknownKindIsToldWithTheNearest() {
        CliRun run = CliRun.of("list", "optimiser");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("\"optimiser\" is none of backbones, heads, lr_schedulers, optimizers, outputs, strategies")
                .contains("Did you mean \"optimizers\"?");
        assertThat(List.of(CliRun.of("list").code())).containsExactly(2);
    }
}
