package io.verdict.trainer;

import static io.verdict.trainer.TrainerTest.numbers;
import static io.verdict.trainer.TrainerTest.options;
import static io.verdict.trainer.TrainerTest.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs with each optimizer. */
class OptimizerTest {
    private final TextClassificationData data = TinyModels.data(203, 60, 1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adamw|5e-3",
                "adam|5e-3",
                "sgd|0.5",
                "sgd(momentum=0.9, nesterov=true)|0.1",
                "rmsprop|2e-3",
                "rmsprop(momentum=0.5)|2e-3",
                "adagrad|2e-2",
                "lamb|5e-2",
                "adafactor|1e-2"
            })
    void learnsAndGoesOnExactly(String name, double rate, @TempDir Path folder) {
        try (TextClassifier whole = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier half = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier rest = TinyModels.model(Pooling.MEAN, 1)) {
            TrainerOptions.Builder options = options()
                    .optimizer(OptimizerChoice.parse(name))
                    .learningRate(rate)
                    .maxEpochs(3)
                    .logEveryNSteps(1);
            List<EpochResult> expected = new Trainer(options.build()).finetune(whole, data, Strategy.NO_FREEZE);
            assertThat(expected.get(2).trainLoss())
                    .isLessThan(0.95 * expected.get(0).trainLoss());
            options.checkpoints(folder);
            Trainer[] stopped = new Trainer[1];
            stopped[0] = new Trainer(options.build(), new TrainingListener() {
                @Override
                public void step(StepResult result) {
                    if (result.update() == 30) {
                        stopped[0].stop();
                    }
                }
            });
            assertThatThrownBy(() -> stopped[0].finetune(half, data, Strategy.NO_FREEZE))
                    .isInstanceOf(TrainingInterruptedException.class);
            List<EpochResult> actual =
                    new Trainer(options.resume(true).build()).finetune(rest, data, Strategy.NO_FREEZE);
            assertThat(numbers(actual)).isEqualTo(numbers(expected));
            assertThat(parameters(rest)).isEqualTo(parameters(whole));
        }
    }
}
