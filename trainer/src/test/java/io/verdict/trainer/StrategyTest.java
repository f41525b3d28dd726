package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.Trainable;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.TextClassifier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategyTest {
    private static final String SUPPORTED =
            "Supported: no_freeze, freeze, freeze_unfreeze(2), unfreeze_milestones((1, 3), 1).";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    no_freeze                            | no_freeze
                    Freeze                               | freeze
                    freeze_unfreeze(2)                   | freeze_unfreeze(2)
                    FREEZE_unfreeze ( 10 )               | freeze_unfreeze(10)
                    unfreeze_milestones((1,3),1)         | unfreeze_milestones((1, 3), 1)
                    unfreeze_milestones( (0, 12) , 006 ) | unfreeze_milestones((0, 12), 6)
                    """)
    void readsNamesAndTuples(String text, String id) {
        Strategy strategy = Strategy.fromId(text);
        assertThat(strategy.id()).isEqualTo(id);
        assertThat(Strategy.fromId(id)).isEqualTo(strategy).hasSameHashCodeAs(strategy);
    }

    @Test
    void namesWhatJavaMakes() {
        assertThat(Strategy.fromId("no_freeze")).isSameAs(Strategy.NO_FREEZE);
        assertThat(Strategy.fromId("freeze")).isSameAs(Strategy.FREEZE);
        assertThat(Strategy.fromId("freeze_unfreeze(2)"))
                .isEqualTo(Strategy.freezeUnfreeze(2))
                .isNotEqualTo(Strategy.freezeUnfreeze(3));
        assertThat(Strategy.fromId("unfreeze_milestones((1,3),2)")).isEqualTo(Strategy.unfreezeMilestones(1, 3, 2));
        assertThat(Strategy.available())
                .containsExactly("no_freeze", "freeze", "freeze_unfreeze", "unfreeze_milestones");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    freeze_unfreeze                    | freeze_unfreeze takes the epoch at which everything thaws
                    freeze_unfreeze()                  | freeze_unfreeze takes the epoch
                    freeze_unfreeze(-1)                | freeze_unfreeze takes the epoch
                    freeze_unfreeze(1.5)               | freeze_unfreeze takes the epoch
                    freeze_unfreeze(1, 2)              | freeze_unfreeze takes the epoch
                    freeze_unfreeze(99999999999)       | freeze_unfreeze takes the epoch
                    freeze_unfreeze, 2                 | freeze_unfreeze takes the epoch
                    freeze(2)                          | freeze takes nothing in parentheses
                    no_freeze()                        | no_freeze takes nothing in parentheses
                    unfreeze_milestones                | unfreeze_milestones takes ((E1, E2), L): the last L encoder layers
                    unfreeze_milestones(1, 3, 1)       | unfreeze_milestones takes ((E1, E2), L)
                    unfreeze_milestones((1, 3))        | unfreeze_milestones takes ((E1, E2), L)
                    unfreeze_milestones((1, 3), 1) x   | unfreeze_milestones takes ((E1, E2), L)
                    """)
    void aMalformedTupleIsAnErrorThatListsTheValidOnes(String text, String why) {
        assertThatThrownBy(() -> Strategy.fromId(text))
                .isInstanceOf(VerdictException.class)
                .hasMessageStartingWith("Strategy \"" + text + "\": " + why)
                .hasMessageEndingWith(SUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "frozen", "(2)", "unfreeze(2)"})
    void anUnknownStrategyIsAnErrorThatListsTheValidOnes(String text) {
        assertThatThrownBy(() -> Strategy.fromId(text))
                .isInstanceOf(VerdictException.class)
                .hasMessageStartingWith("Unknown strategy \"" + text + "\"; s" + SUPPORTED.substring(1));
    }

    @Test
    void anUnknownStrategySuggestsTheNearest() {
        assertThatThrownBy(() -> Strategy.fromId("freeze_unfreze(2)"))
                .hasMessageEndingWith("Did you mean \"freeze_unfreeze\"?");
    }

    @Test
    void numbersThatDoNotFitAreErrors() {
        assertThatThrownBy(() -> Strategy.fromId("unfreeze_milestones((3, 3), 1)"))
                .isInstanceOf(VerdictException.class)
                .hasMessage("unfreeze_milestones((3, 3), 1): the rest must thaw later than the last layers, but epoch 3"
                        + " is not after epoch 3");
        assertThatThrownBy(() -> Strategy.unfreezeMilestones(1, 3, 0))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("0 layers thaw first, must be at least 1");
        assertThatThrownBy(() -> Strategy.freezeUnfreeze(-1))
                .isInstanceOf(VerdictException.class)
                .hasMessage("The backbone cannot thaw at epoch -1; epochs count from 0");
    }

    @Test
    void moreLayersThanTheBackboneHasIsAnErrorBeforeAnythingIsDone() {
        TextClassificationData data = TinyModels.data(20, 0, 1);
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            Trainer trainer = new Trainer(TrainerOptions.builder().build(), new TrainingListener() {
                @Override
                public void started(Phase phase, String label, long total) {
                    throw new AssertionError(phase);
                }
            });
            assertThatThrownBy(() -> trainer.finetune(model, data, Strategy.unfreezeMilestones(1, 2, 3)))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage("unfreeze_milestones((1, 2), 3): the last 3 layers are to thaw first, but the backbone"
                            + " has only 2 encoder layers");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    no_freeze                      | 000000
                    freeze                         | 000000
                    freeze_unfreeze(2)             | 001111
                    freeze_unfreeze(0)             | 000000
                    unfreeze_milestones((1, 3), 1) | 011222
                    unfreeze_milestones((0, 3), 1) | 000111
                    """)
    void stagesOfEpochs(Strategy strategy, String expected) {
        assertThat(IntStream.range(0, 6).map(strategy::stageAt).toArray())
                .containsExactly(expected.chars().map(digit -> digit - '0').toArray());
    }

    @Test
    void eachStageTrainsMoreThanTheOneBefore() {
        assertThat(Strategy.unfreezeMilestones(1, 3, 2).stages())
                .containsExactly(
                        new Strategy.Stage(0, Trainable.head()),
                        new Strategy.Stage(1, Trainable.lastLayers(2)),
                        new Strategy.Stage(3, Trainable.everything()));
        assertThat(Strategy.freezeUnfreeze(0).stages()).containsExactly(new Strategy.Stage(0, Trainable.everything()));
    }
}
