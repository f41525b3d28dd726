package io.verdict.trainer;

import static io.verdict.trainer.TrainerTest.numbers;
import static io.verdict.trainer.TrainerTest.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ThawingTest {
    private final TextClassificationData data = TinyModels.data(203, 60, 1);

    private static TrainerOptions.Builder options() {
        return TrainerOptions.builder()
                .maxEpochs(4)
                .batchSize(8)
                .schedule(Schedule.CONSTANT)
                .warmup(0);
    }

    /** Until it thaws a run is that of {@code freeze} at the same rate, to the bit. */
    @Test
    void theFrozenEpochsAreThoseOfFreeze() {
        try (TextClassifier frozen = TinyModels.model(Pooling.POOLER, 1);
                TextClassifier thawed = TinyModels.model(Pooling.POOLER, 1)) {
            List<List<Double>> expected =
                    numbers(new Trainer(options().learningRate(1e-3).build()).finetune(frozen, data, Strategy.FREEZE));
            List<List<Double>> actual =
                    numbers(new Trainer(options().learningRate(1e-3).build())
                            .finetune(thawed, data, Strategy.freezeUnfreeze(2)));
            assertThat(actual.subList(0, 2)).isEqualTo(expected.subList(0, 2));
            assertThat(actual.get(2)).isNotEqualTo(expected.get(2));
        }
    }

    /** A frozen encoder is computed once, before the first epoch, and not at all where a run goes on after the thaw. */
    @Test
    void featuresAreComputedOnceAndOnlyIfTheyAreNeeded(@TempDir Path folder) {
        List<String> phases = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void started(Phase phase, String label, long total) {
                if (phase != Phase.TOKENIZE) {
                    phases.add(phase + " " + label);
                }
            }
        };
        Strategy strategy = Strategy.freezeUnfreeze(2);
        try (TextClassifier half = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier rest = TinyModels.model(Pooling.MEAN, 1)) {
            TrainerOptions.Builder options = options().checkpoints(folder);
            new Trainer(options.stopAfterEpochs(2).build(), listener).finetune(half, data, strategy);
            assertThat(phases)
                    .containsExactly(
                            "FEATURES train",
                            "FEATURES validation",
                            "TRAIN epoch 1/4",
                            "EVALUATE validation",
                            "TRAIN epoch 2/4",
                            "EVALUATE validation");
            phases.clear();
            new Trainer(options.stopAfterEpochs(4).resume(true).build(), listener).finetune(rest, data, strategy);
            assertThat(phases)
                    .containsExactly(
                            "TRAIN epoch 3/4", "EVALUATE validation", "TRAIN epoch 4/4", "EVALUATE validation");
        }
    }

    /** A rate that ruins what thaws, so that the best epoch is a frozen one: then the backbone is the one it was. */
    @ParameterizedTest
    @ValueSource(strings = {"in memory", "in a folder", "in a folder and resumed"})
    void aBestEpochBeforeTheThawKeepsTheBackboneAsItWas(String kept, @TempDir Path folder) {
        Strategy strategy = Strategy.unfreezeMilestones(2, 3, 1);
        try (TextClassifier model = TinyModels.model(Pooling.POOLER, 1);
                TextClassifier resumed = TinyModels.model(Pooling.POOLER, 1);
                TextClassifier head = TinyModels.model(Pooling.POOLER, 1)) {
            Map<String, INDArray> before = parameters(model);
            TrainerOptions.Builder options = options().learningRate(0.05).thawedLearningRate(10);
            new Trainer(options().learningRate(0.05).maxEpochs(2).build()).finetune(head, data, Strategy.FREEZE);
            TextClassifier result = model;
            if (kept.equals("in memory")) {
                new Trainer(options.build()).finetune(model, data, strategy);
            } else if (kept.equals("in a folder")) {
                new Trainer(options.checkpoints(folder).build()).finetune(model, data, strategy);
            } else {
                result = resumed;
                options.checkpoints(folder);
                new Trainer(options.stopAfterEpochs(3).build()).finetune(model, data, strategy);
                new Trainer(options.stopAfterEpochs(4).resume(true).build()).finetune(resumed, data, strategy);
            }
            Map<String, INDArray> best = parameters(head);
            parameters(result)
                    .forEach((name, parameter) -> assertThat(parameter)
                            .as(name)
                            .isEqualTo(name.startsWith("classifier.") ? best.get(name) : before.get(name)));
        }
    }

    @Test
    void aRateForLayersThatNeverThawIsAnError() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            Trainer trainer = new Trainer(options().thawedLearningRate(1e-5).build());
            assertThatThrownBy(() -> trainer.finetune(model, data, Strategy.NO_FREEZE))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage("thawed_learning_rate is 1.0E-5, but no layer thaws with the strategy no_freeze; give"
                            + " learning_rate, or a strategy that thaws, such as freeze_unfreeze(2)");
        }
    }

    @Test
    void resumingWithAnotherStrategyOrOtherLayerRatesIsAnError(@TempDir Path folder) {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            TrainerOptions.Builder options = options().checkpoints(folder);
            new Trainer(options.stopAfterEpochs(1).build()).finetune(model, data, Strategy.freezeUnfreeze(2));
            Trainer again = new Trainer(options.resume(true).layerDecay(0.9).build());
            assertThatThrownBy(() -> again.finetune(model, data, Strategy.freezeUnfreeze(3)))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageContaining(
                            "strategy was freeze_unfreeze(2), is freeze_unfreeze(3); layer_decay was 1.0, is 0.9");
        }
    }

    @Test
    void saysWhatThaws() {
        List<String> messages = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void message(String text) {
                messages.add(text);
            }
        };
        try (TextClassifier model = TinyModels.model(Pooling.POOLER, 1)) {
            new Trainer(options().maxEpochs(2).build(), listener)
                    .finetune(model, data, Strategy.unfreezeMilestones(1, 5, 1));
            assertThat(messages)
                    .startsWith(
                            "unfreeze_milestones((1, 5), 1) thaws at epoch 5, counted from 0, but this run has 2 epochs",
                            "Thawed at the end of epoch 1: 20 of 41 parameters train now");
        }
    }
}
