package io.verdict.trainer;

import static io.verdict.trainer.TrainerTest.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.BatchAmount.Count;
import io.verdict.trainer.BatchAmount.Share;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.data.TextSource;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the limits of a run do: 203 texts to train on are 25 batches of 8, 60 to validate on are 8. */
class RunLimitsTest {
    private final TextClassificationData data = TinyModels.data(203, 60, 1);

    private List<EpochResult> train(TrainerOptions.Builder options, TrainingListener listener) {
        return train(data, options, listener);
    }

    private static List<EpochResult> train(
            TextClassificationData data, TrainerOptions.Builder options, TrainingListener listener) {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            return new Trainer(options.build(), listener).finetune(model, data, Strategy.NO_FREEZE);
        }
    }

    private List<Integer> updatesOf(TrainerOptions.Builder options) {
        return train(options, TrainingListener.NONE).stream()
                .map(EpochResult::updates)
                .toList();
    }

    @Test
    void maxStepsEndsTheRunAndTheScheduleAfterSoManyUpdates() {
        List<EpochResult> results = train(options().maxSteps(30), TrainingListener.NONE);
        assertThat(results).extracting(EpochResult::updates).containsExactly(25, 30);
        assertThat(results).extracting(EpochResult::epochsDone).containsExactly(1.0, 1.2);
        assertThat(results.get(1).validLoss()).as("validated where it ends").isNotNaN();
        // Linear over 30 updates with 3 of warm-up: the last of them is at 1/27 of the peak.
        assertThat(results.get(1).learningRate()).isEqualTo(5e-3 * (1 - 26.0 / 27));
    }

    @Test
    void maxStepsAloneTakesAsManyEpochsAsItNeeds() {
        TrainerOptions.Builder options =
                TrainerOptions.builder().batchSize(8).learningRate(1e-3).maxSteps(110);
        assertThat(updatesOf(options)).containsExactly(25, 50, 75, 100, 110);
    }

    @Test
    void maxStepsCountsUpdatesNotBatches() {
        assertThat(updatesOf(options().accumulateGradBatches(10).maxSteps(4))).containsExactly(3, 4);
    }

    @Test
    void maxTimeEndsTheRunAfterTheUpdateUnderWay() {
        List<String> messages = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void message(String text) {
                messages.add(text);
            }
        };
        List<EpochResult> results = train(options().maxEpochs(1000).maxTime(Duration.ofMillis(1)), listener);
        assertThat(results).extracting(EpochResult::updates).containsExactly(1);
        assertThat(messages).contains("Stopped after update 1: max_time of 0.001 seconds is over");
    }

    @Test
    void limitTrainBatchesIsTheLengthOfAnEpoch() {
        assertThat(updatesOf(options().maxEpochs(2).limitTrainBatches(new Count(7))))
                .containsExactly(7, 14);
        assertThat(updatesOf(options().maxEpochs(2).limitTrainBatches(new Share(0.5))))
                .containsExactly(12, 24);
    }

    @Test
    void aLimitedEpochTakesOtherTextsEachTime() {
        EncodedTexts texts = encoded();
        RunPlan plan =
                new RunPlan(texts, options().limitTrainBatches(new Count(3)).build(), true);
        assertThat(flat(plan.batches(1))).hasSize(24).isNotEqualTo(flat(plan.batches(2)));
        assertThat(plan.texts()).hasSizeBetween(25, 96).isSorted();
    }

    @Test
    void limitsOfTheOtherPartsAreBatchesOfTheirFirstTexts() {
        List<Long> evaluated = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void started(Phase phase, String label, long total) {
                if (phase == Phase.EVALUATE) {
                    evaluated.add(total);
                }
            }
        };
        TrainerOptions.Builder options = options()
                .maxEpochs(1)
                .limitValBatches(new Count(2))
                .limitTestBatches(new Share(0.5))
                .limitPredictBatches(new Count(1));
        TextSource valid = data.valid().orElseThrow();
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            Trainer trainer = new Trainer(options.build(), listener);
            trainer.finetune(model, data, Strategy.NO_FREEZE);
            assertThat(trainer.evaluate(model, valid).labels()).hasSize(32);
            assertThat(trainer.toPredict(valid).orElseThrow().size()).isEqualTo(8);
            assertThat(trainer.toPredict(valid).orElseThrow().stream().toList())
                    .isEqualTo(valid.stream().limit(8).toList());
        }
        assertThat(evaluated).containsExactly(16L, 32L);
    }

    @Test
    void limitValBatchesOfZeroLeavesValidationOut() {
        assertThat(train(options().maxEpochs(1).limitValBatches(new Count(0)), TrainingListener.NONE)
                        .get(0)
                        .validLoss())
                .isNaN();
    }

    @Test
    void aShareOfLessThanABatchIsAnError() {
        assertThatThrownBy(() -> updatesOf(options().limitTrainBatches(new Share(0.01))))
                .isInstanceOf(VerdictException.class)
                .hasMessage(
                        "limit_train_batches is 0.01 of 25 batches, which is less than one; give at least 0.04, or a"
                                + " number of batches without a point");
    }

    @Test
    void fastDevRunTriesABatchOfEachAndWritesNothing(@TempDir Path folder) {
        TrainerOptions.Builder options = options()
                .maxEpochs(9)
                .checkpoints(folder)
                .checkpointEveryNSteps(1)
                .earlyStoppingPatience(1)
                .fastDevRun(1);
        List<EpochResult> results = train(options, TrainingListener.NONE);
        assertThat(results).extracting(EpochResult::updates).containsExactly(1);
        assertThat(results.get(0).endsEpoch()).isTrue();
        assertThat(results.get(0).validLoss()).isNotNaN();
        assertThat(folder).isEmptyDirectory();
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            Trainer trainer = new Trainer(options.build());
            assertThat(trainer.evaluate(model, data.valid().orElseThrow()).labels())
                    .hasSize(8);
            assertThat(trainer.toPredict(data.valid().orElseThrow())
                            .orElseThrow()
                            .size())
                    .isEqualTo(8);
        }
    }

    @Test
    void fastDevRunOfNTriesN() {
        assertThat(updatesOf(options().fastDevRun(3))).containsExactly(3);
    }

    @Test
    void overfitBatchesAreTheFirstTextsInOrderAndAreLearntByHeart() {
        TrainerOptions.Builder options = options()
                .maxEpochs(60)
                .overfitBatches(new Count(2))
                .schedule(Schedule.CONSTANT)
                .dropout(Dropout.NONE);
        RunPlan plan = new RunPlan(encoded(), options.build(), true);
        assertThat(flat(plan.batches(1)))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
                .isEqualTo(flat(plan.batches(2)));
        List<EpochResult> results = train(options, TrainingListener.NONE);
        assertThat(results.get(59).updates()).isEqualTo(120);
        assertThat(results.get(59).trainAccuracy()).isEqualTo(1);
        assertThat(results.get(59).trainLoss()).isLessThan(0.05);
    }

    private EncodedTexts encoded() {
        return EncodedTexts.of(data.train().orElseThrow(), TinyModels.tokenizer(), done -> {});
    }

    private static List<Integer> flat(List<int[]> batches) {
        return batches.stream().flatMapToInt(Arrays::stream).boxed().toList();
    }
}
