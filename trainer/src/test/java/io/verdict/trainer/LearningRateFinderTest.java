package io.verdict.trainer;

import static io.verdict.trainer.TrainerTest.numbers;
import static io.verdict.trainer.TrainerTest.options;
import static io.verdict.trainer.TrainerTest.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.TextClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class LearningRateFinderTest {
    private final TextClassificationData data = TinyModels.data(203, 0, 1);

    @ParameterizedTest
    @ValueSource(strings = {"no_freeze", "freeze", "freeze_unfreeze(1)", "unfreeze_milestones((0, 1), 1)"})
    void leavesTheModelAsItWas(Strategy strategy) {
        try (TextClassifier model = TinyModels.model(Pooling.POOLER, 1);
                TextClassifier other = TinyModels.model(Pooling.POOLER, 1)) {
            Map<String, INDArray> before = parameters(model);
            Trainer trainer = new Trainer(options().maxEpochs(1).build());
            LearningRateTest test = trainer.findLearningRate(model, data, strategy);
            assertThat(test.points()).hasSizeGreaterThan(50);
            assertThat(parameters(model)).isEqualTo(before);
            assertThat(numbers(trainer.finetune(model, data, strategy)))
                    .isEqualTo(numbers(trainer.finetune(other, data, strategy)));
        }
    }

    @Test
    void theRateGrowsByTheSameFactorToOne() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            List<LearningRateTest.Point> points = new Trainer(options().build())
                    .findLearningRate(model, data, Strategy.NO_FREEZE)
                    .points();
            assertThat(points.get(0).learningRate())
                    .isCloseTo(1e-8 * Math.pow(1e8, 0.01), Percentage.withPercentage(1e-6));
            for (int i = 1; i < points.size(); i++) {
                assertThat(points.get(i).learningRate() / points.get(i - 1).learningRate())
                        .isCloseTo(Math.pow(1e8, 0.01), Percentage.withPercentage(1e-6));
            }
        }
    }

    @Test
    void theLossIsTheOneThatTrains() {
        ClassWeights weights = ClassWeights.fromText(data.labels().names().get(0) + "=9");
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            List<Double> plain = losses(model, options().build());
            assertThat(losses(model, options().build())).isEqualTo(plain);
            assertThat(losses(model, options().classWeights(weights).build())).isNotEqualTo(plain);
        }
    }

    /** The first rate changes nothing to speak of, so that the loss of the second batch alone is known. */
    @Test
    void aStepTakesTheBatchesOfAnUpdate() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            List<Double> single = losses(model, options().dropout(Dropout.NONE).build());
            List<Double> pairs = losses(
                    model,
                    options().dropout(Dropout.NONE).accumulateGradBatches(2).build());
            double second = (single.get(1) * (1 - 0.98 * 0.98) - 0.98 * 0.02 * single.get(0)) / 0.02;
            assertThat(Math.abs(second - single.get(0))).isGreaterThan(1e-3);
            assertThat(pairs.get(0)).isCloseTo((single.get(0) + second) / 2, Offset.offset(1e-4));
        }
    }

    private List<Double> losses(TextClassifier model, TrainerOptions options) {
        return new Trainer(options)
                .findLearningRate(model, data, Strategy.NO_FREEZE).points().stream()
                        .map(LearningRateTest.Point::loss)
                        .toList();
    }

    @Test
    void suggestsWhereTheLossFallsMostSteeply() {
        List<LearningRateTest.Point> points = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            // Before the tenth step it falls more steeply, but that is not looked at; nor is the last one.
            double loss = i < 5 ? 100 - 20 * i : i == 59 ? -100 : 1 / (1 + Math.exp((i - 33) / 3.0));
            points.add(new LearningRateTest.Point(i * 1e-3, loss));
        }
        assertThat(new LearningRateTest(points).suggestion()).hasValue(0.033);
        assertThat(new LearningRateTest(points.subList(0, 12)).suggestion()).isEmpty();
    }

    @Test
    void aSuggestedRateLearns() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            TrainerOptions options = options().maxEpochs(4).build();
            double found = new Trainer(options)
                    .findLearningRate(model, data, Strategy.NO_FREEZE)
                    .suggestion()
                    .orElseThrow();
            List<EpochResult> results =
                    new Trainer(options.withLearningRate(found)).finetune(model, data, Strategy.NO_FREEZE);
            assertThat(results.get(3).trainLoss()).isLessThan(results.get(0).trainLoss());
        }
    }
}
