package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.trainer.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strategies on the command line and in config files, where Flash's tuples are lists. */
class StrategyOptionTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    no_freeze                            | no_freeze
                    [freeze]                             | freeze
                    freeze_unfreeze(2)                   | "freeze_unfreeze(2)"
                    [freeze_unfreeze, 2]                 | "freeze_unfreeze(2)"
                    [freeze_unfreeze, [2]]               | "freeze_unfreeze(2)"
                    unfreeze_milestones((1,3),1)         | "unfreeze_milestones((1,3),1)"
                    [unfreeze_milestones, [[1, 3], 1]]   | "unfreeze_milestones((1, 3), 1)"
                    [unfreeze_milestones, [1, 3], 1]     | "unfreeze_milestones((1, 3), 1)"
                    ["unfreeze_milestones", [[1,3],1]]   | "unfreeze_milestones((1, 3), 1)"
                    """)
    void configFilesTakeTextAndLists(String value, String printed) throws IOException {
        CliRun run = withConfig("trainer:\n  strategy: " + value + "\n");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("  strategy: " + printed + "\n");
        CliRun again = withConfig(run.out());
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [freeze_unfreeze]                | Strategy "freeze_unfreeze": freeze_unfreeze takes the epoch
                    [freeze_unfreeze, two]           | Strategy "freeze_unfreeze(two)": freeze_unfreeze takes the epoch
                    [unfreeze_milestones, 1, 3, 1]   | Strategy "unfreeze_milestones(1, 3, 1)": unfreeze_milestones takes
                    [unfreeze_milestones, [[3,1],1]] | unfreeze_milestones((3, 1), 1): the rest must thaw later
                    [thaw, 2]                        | Unknown strategy "thaw(2)"; supported: no_freeze, freeze,
                    [[freeze]]                       | "trainer.strategy" takes plain values only
                    []                               | Unknown strategy ""; supported: no_freeze, freeze,
                    """)
    void aMalformedListIsAnError(String value, String message) throws IOException {
        CliRun run = withConfig("trainer:\n  strategy: " + value + "\n");
        assertThat(run.code()).isNotZero();
        assertThat(run.err()).contains(message);
    }

    @Test
    void theHelpTellsTheDefaultsThatTheStrategiesHave() {
        assertThat(Double.parseDouble(OptimizationSettings.NO_FREEZE_RATE))
                .isEqualTo(Strategy.NO_FREEZE.defaultLearningRate());
        assertThat(Double.parseDouble(OptimizationSettings.FREEZE_RATE))
                .isEqualTo(Strategy.FREEZE.defaultLearningRate());
        assertThat(Double.parseDouble(OptimizationSettings.HEAD_RATE))
                .isEqualTo(Strategy.freezeUnfreeze(1).defaultLearningRate())
                .isEqualTo(Strategy.unfreezeMilestones(1, 2, 1).defaultLearningRate());
        assertThat(Double.parseDouble(OptimizationSettings.THAWED_RATE))
                .isEqualTo(
                        Strategy.freezeUnfreeze(1).defaultThawedLearningRate().getAsDouble());
    }

    private CliRun withConfig(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), text);
        return CliRun.of("text_classification", "--config", file, "--print_config");
    }
}
