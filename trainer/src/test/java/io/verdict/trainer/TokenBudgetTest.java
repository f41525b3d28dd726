package io.verdict.trainer;

import static io.verdict.trainer.TrainerTest.numbers;
import static io.verdict.trainer.TrainerTest.options;
import static io.verdict.trainer.TrainerTest.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.BatchAmount.Count;
import io.verdict.trainer.BatchAmount.Share;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs whose batches are measured in tokens: epochs differ in their number of batches. */
class TokenBudgetTest {
    private final TextClassificationData data = TinyModels.data(203, 60, 1);
    private final EncodedTexts texts = EncodedTexts.of(data.train().orElseThrow(), TinyModels.tokenizer(), done -> {});

    private static TrainerOptions.Builder budget() {
        return options().maxBatchTokens(40);
    }

    private RunPlan plan(TrainerOptions.Builder options) {
        return new RunPlan(texts, options.build(), true);
    }

    private static List<EpochResult> train(
            TextClassifier model, TextClassificationData data, TrainerOptions.Builder options) {
        return new Trainer(options.build()).finetune(model, data, Strategy.NO_FREEZE);
    }

    @Test
    void anEpochIsEveryTextOnceWithinTheBudget() {
        RunPlan plan = plan(budget());
        for (int epoch = 1; epoch <= 20; epoch++) {
            List<int[]> batches = plan.batches(epoch);
            assertThat(batches.stream().flatMapToInt(Arrays::stream))
                    .containsExactlyInAnyOrder(
                            IntStream.range(0, texts.size()).boxed().toArray(Integer[]::new));
            assertThat(batches)
                    .allMatch(batch -> Arrays.stream(batch).map(texts::length).sum() <= 40);
        }
    }

    @Test
    void theScheduleIsLaidOverTheUpdatesThatThereAre() {
        RunPlan plan = plan(budget().maxEpochs(20).accumulateGradBatches(3));
        List<Integer> updates = IntStream.rangeClosed(1, 20)
                .map(epoch -> (plan.batches(epoch).size() + 2) / 3)
                .boxed()
                .toList();
        assertThat(updates.stream().distinct()).as("epochs differ").hasSizeGreaterThan(1);
        assertThat(plan.updates())
                .isEqualTo(updates.stream().mapToInt(Integer::intValue).sum());
        assertThat(plan.epochs()).isEqualTo(20);
    }

    @Test
    void maxStepsTakesAsManyEpochsAsItNeeds() {
        int[] ends = new int[4];
        RunPlan whole = plan(budget().maxEpochs(3));
        for (int epoch = 1; epoch <= 3; epoch++) {
            ends[epoch] = ends[epoch - 1] + whole.batches(epoch).size();
        }
        for (int epoch = 1; epoch <= 3; epoch++) {
            TrainerOptions.Builder options = TrainerOptions.builder().maxBatchTokens(40);
            assertThat(plan(options.maxSteps(ends[epoch])).epochs()).isEqualTo(epoch);
            assertThat(plan(options.maxSteps(ends[epoch] + 1)).epochs()).isEqualTo(epoch + 1);
            assertThat(plan(options.maxSteps(ends[epoch])).updates()).isEqualTo(ends[epoch]);
        }
    }

    @Test
    void eachEpochEndsWithAResult() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            RunPlan plan = plan(budget());
            List<Integer> ends = new ArrayList<>();
            for (int epoch = 1; epoch <= 4; epoch++) {
                ends.add((ends.isEmpty() ? 0 : ends.get(epoch - 2))
                        + plan.batches(epoch).size());
            }
            List<EpochResult> results = train(model, data, budget());
            assertThat(results).extracting(EpochResult::epochsDone).containsExactly(1.0, 2.0, 3.0, 4.0);
            assertThat(results).extracting(EpochResult::updates).isEqualTo(ends);
            assertThat(results.get(3).validAccuracy()).isGreaterThan(0.9);
        }
    }

    @Test
    void overfitBatchesAreTheFirstTextsInOrder() {
        RunPlan plan = plan(budget().overfitBatches(new Count(2)));
        List<int[]> batches = plan.batches(1);
        int taken = batches.stream().mapToInt(batch -> batch.length).sum();
        assertThat(batches).hasSize(2);
        assertThat(batches.stream().flatMapToInt(Arrays::stream))
                .containsExactly(IntStream.range(0, taken).boxed().toArray(Integer[]::new));
        assertThat(plan.batches(2).get(0)).isEqualTo(batches.get(0));
        assertThat(plan.texts()).isEqualTo(IntStream.range(0, taken).toArray());
    }

    @Test
    void goesOnExactlyInTheMiddleOfAnEpoch(@TempDir Path folder) {
        try (TextClassifier whole = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier half = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier rest = TinyModels.model(Pooling.MEAN, 1)) {
            TrainerOptions.Builder options = budget().accumulateGradBatches(3).valCheckInterval(new Share(0.5));
            List<EpochResult> expected = train(whole, data, options);
            options.checkpoints(folder);
            Trainer[] stopped = new Trainer[1];
            stopped[0] = new Trainer(options.logEveryNSteps(1).build(), new TrainingListener() {
                @Override
                public void step(StepResult result) {
                    if (result.update() == 20) {
                        stopped[0].stop();
                    }
                }
            });
            assertThatThrownBy(() -> stopped[0].finetune(half, data, Strategy.NO_FREEZE))
                    .isInstanceOf(TrainingInterruptedException.class);
            assertThatThrownBy(
                            () -> train(rest, data, options.maxBatchTokens(41).resume(true)))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageContaining("max_batch_tokens");
            assertThat(numbers(train(rest, data, options.maxBatchTokens(40)))).isEqualTo(numbers(expected));
            assertThat(parameters(rest)).isEqualTo(parameters(whole));
        }
    }

    /** The mean gradient of an update is the mean over its texts, though the batches differ in theirs. */
    @Test
    void everyTextOfAnUpdateCountsTheSame() {
        TextClassificationData few = TinyModels.data(48, 0, 2);
        try (TextClassifier small = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier large = TinyModels.model(Pooling.MEAN, 1)) {
            TrainerOptions.Builder options = options()
                    .maxEpochs(1)
                    .dropout(Dropout.NONE)
                    .schedule(Schedule.CONSTANT)
                    .warmup(0);
            train(large, few, options.batchSize(48));
            train(small, few, options.maxBatchTokens(60).accumulateGradBatches(100));
            Map<String, INDArray> expected = parameters(large);
            parameters(small).forEach((name, parameter) -> {
                if (!name.endsWith("key.bias")) {
                    // Adam's first update is the sign of the gradient: where that is rounding, the sign may differ.
                    double differing =
                            parameter.sub(expected.get(name)).norm1Number().doubleValue();
                    assertThat(differing).as(name).isLessThan(0.02 * 5e-3 * parameter.length() + 1e-6);
                }
            });
        }
    }

    @Test
    void aBudgetOfNothingIsAnError() {
        assertThatThrownBy(() -> budget().maxBatchTokens(0).build())
                .isInstanceOf(VerdictException.class)
                .hasMessage("max_batch_tokens is 0, must be at least 1");
    }
}
