package io.verdict.trainer;

import static io.verdict.trainer.TrainerTest.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.BatchAmount.Count;
import io.verdict.trainer.BatchAmount.Share;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When there are results, which of them is the best, and when a run stops because of them. */
class ValidationTest {
    private final TextClassificationData data = TinyModels.data(203, 60, 1);

    private List<EpochResult> train(TrainerOptions.Builder options) {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            return new Trainer(options.build()).finetune(model, data, Strategy.NO_FREEZE);
        }
    }

    private static List<Integer> validated(List<EpochResult> results) {
        return results.stream()
                .filter(result -> !Double.isNaN(result.validLoss()))
                .map(EpochResult::updates)
                .toList();
    }

    @Test
    void valCheckIntervalOfBatchesValidatesWithinTheEpoch() {
        List<EpochResult> results = train(options().maxEpochs(2).valCheckInterval(new Count(10)));
        assertThat(validated(results)).containsExactly(10, 20, 35, 45);
        assertThat(results).extracting(EpochResult::updates).containsExactly(10, 20, 25, 35, 45, 50);
        assertThat(results).extracting(EpochResult::epochsDone).containsExactly(0.4, 0.8, 1.0, 1.4, 1.8, 2.0);
    }

    @Test
    void valCheckIntervalMayBeAShareOfAnEpoch() {
        assertThat(validated(train(options().maxEpochs(1).valCheckInterval(new Share(0.25)))))
                .containsExactly(6, 12, 18, 24);
    }

    @Test
    void validationWaitsForTheUpdateUnderWay() {
        List<EpochResult> results =
                train(options().maxEpochs(1).accumulateGradBatches(4).valCheckInterval(new Count(10)));
        // Updates end after batches 4, 8, 12, 16, 20, 24 and 25.
        assertThat(validated(results)).containsExactly(3, 5);
    }

    @Test
    void anIntervalBeyondTheEpochIsAnError() {
        assertThatThrownBy(() -> train(options().valCheckInterval(new Count(26))))
                .isInstanceOf(VerdictException.class)
                .hasMessageStartingWith("val_check_interval is 26 batches, but an epoch has only 25");
    }

    @Test
    void checkValEveryNEpochLeavesTheOtherEpochsOut() {
        List<EpochResult> results = train(options().maxEpochs(5).checkValEveryNEpoch(2));
        assertThat(results).hasSize(5);
        assertThat(validated(results)).containsExactly(50, 100);
    }

    @Test
    void validatingMoreOftenChangesNothingThatIsTrained() {
        List<EpochResult> seldom = train(options().maxEpochs(2));
        List<EpochResult> often = train(options().maxEpochs(2).valCheckInterval(new Share(0.2)));
        assertThat(often.get(often.size() - 1).trainLoss())
                .isEqualTo(seldom.get(1).trainLoss());
        assertThat(often.get(often.size() - 1).validLoss())
                .isEqualTo(seldom.get(1).validLoss());
    }

    @Test
    void theMonitorDecidesWhichStateIsKept(@TempDir Path folder) throws IOException {
        List<String> messages = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void message(String text) {
                messages.add(text);
            }
        };
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            // The highest loss is the best one here: it is the first, which nobody would keep by chance.
            Trainer trainer = new Trainer(
                    options()
                            .maxEpochs(3)
                            .monitorMode(Monitor.Mode.MAX)
                            .checkpoints(folder)
                            .build(),
                    listener);
            List<EpochResult> results = trainer.finetune(model, data, Strategy.NO_FREEZE);
            EpochResult worst = results.stream()
                    .max(Comparator.comparingDouble(EpochResult::validLoss))
                    .orElseThrow();
            assertThat(worst.epoch()).isLessThan(3);
            assertThat(trainer.evaluate(model, data.valid().orElseThrow()).loss())
                    .isEqualTo(worst.validLoss());
            assertThat(messages)
                    .contains("Keeping epoch " + worst.epoch() + ", which has the highest validation loss: "
                            + worst.validLoss());
            assertThat(Files.readString(folder.resolve("best/best.json")))
                    .contains("\"monitor\": \"val_loss\"", "\"mode\": \"max\"", "\"value\": " + worst.validLoss());
        }
    }

    @Test
    void withoutValidationDataATrainingValueCanBeMonitored() {
        TextClassificationData bare = TinyModels.data(64, 0, 1);
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            assertThatThrownBy(
                            () -> new Trainer(options().earlyStoppingPatience(1).build())
                                    .finetune(model, bare, Strategy.NO_FREEZE))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageStartingWith("Early stopping looks at val_loss, but there is no validation data");
            List<EpochResult> results = new Trainer(options()
                            .maxEpochs(300)
                            .monitor(Monitor.TRAIN_ACCURACY)
                            .earlyStoppingPatience(2)
                            .build())
                    .finetune(model, bare, Strategy.NO_FREEZE);
            assertThat(results).hasSizeLessThan(300);
        }
    }

    @Test
    void minDeltaIsWhatCountsAsBetter() {
        List<EpochResult> results = IntStream.of(100, 95, 91, 90, 92, 89)
                .mapToObj(loss -> new EpochResult(1, 1, 1, 0, 0, 0, loss * 0.01, 0, 0, 0, 0))
                .toList();
        Progression strict = new Progression(Monitor.VAL_LOSS, Monitor.Mode.MIN, 0);
        assertThat(strict.withoutImprovement(results)).isZero();
        // 0.95 is better than 1.00 by so much, 0.91 than 0.95 is not, 0.90 is; nothing after it is.
        Progression slack = new Progression(Monitor.VAL_LOSS, Monitor.Mode.MIN, 0.045);
        assertThat(slack.withoutImprovement(results)).isEqualTo(2);
        assertThat(slack.best(results)).contains(results.get(5));
    }

    /** Each result is the best in one way alone. */
    @ParameterizedTest
    @CsvSource({"train_loss, 0", "train_accuracy, 1", "val_loss, 2", "val_accuracy, 3", "val_f1, 4"})
    void eachMonitorHasAWayOfItsOwn(String monitor, int best) {
        List<EpochResult> results = IntStream.range(0, 5)
                .mapToObj(i -> new EpochResult(
                        i + 1,
                        i + 1,
                        i + 1,
                        0,
                        i == 0 ? 0.1 : 0.9,
                        i == 1 ? 0.9 : 0.1,
                        i == 2 ? 0.1 : 0.9,
                        i == 3 ? 0.9 : 0.1,
                        i == 4 ? 0.9 : 0.1,
                        0,
                        0))
                .toList();
        Monitor watched = Monitor.fromId(monitor);
        assertThat(new Progression(watched, watched.mode(), 0).best(results)).contains(results.get(best));
    }

    @Test
    void logEveryNStepsTellsOfEachNthUpdate() {
        List<StepResult> steps = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void step(StepResult result) {
                steps.add(result);
            }
        };
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            new Trainer(options().maxEpochs(2).logEveryNSteps(20).build(), listener)
                    .finetune(model, data, Strategy.NO_FREEZE);
        }
        assertThat(steps).extracting(StepResult::update).containsExactly(20, 40);
        assertThat(steps).extracting(StepResult::epochsDone).containsExactly(0.8, 1.6);
        assertThat(steps).allMatch(step -> step.loss() > 0 && step.gradientNorm() > 0 && step.learningRate() > 0);
    }
}
