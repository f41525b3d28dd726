package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrainerTest {
    private final TextClassificationData data = TinyModels.data(203, 60, 1);

    static TrainerOptions.Builder options() {
        return TrainerOptions.builder().maxEpochs(4).batchSize(8).learningRate(5e-3);
    }

    private static List<EpochResult> train(
            TextClassifier model, TextClassificationData data, Strategy strategy, TrainerOptions options) {
        return new Trainer(options).finetune(model, data, strategy);
    }

    static Map<String, INDArray> parameters(TextClassifier model) {
        Map<String, INDArray> copies = new TreeMap<>();
        model.classifier()
                .parameters()
                .names()
                .forEach(name -> copies.put(
                        name, model.classifier().parameters().get(name).dup()));
        return copies;
    }

    /** Without what depends on the clock. */
    static List<List<Double>> numbers(List<EpochResult> epochs) {
        return epochs.stream()
                .map(e -> List.of(
                        (double) e.epoch(),
                        e.epochsDone(),
                        (double) e.updates(),
                        e.learningRate(),
                        e.trainLoss(),
                        e.trainAccuracy(),
                        e.validLoss(),
                        e.validAccuracy(),
                        e.validMacroF1()))
                .toList();
    }

    @Test
    void learns() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            List<EpochResult> epochs =
                    train(model, data, Strategy.NO_FREEZE, options().build());
            assertThat(epochs).hasSize(4);
            assertThat(epochs.get(3).validAccuracy()).isGreaterThan(0.9);
            assertThat(model.predict(List.of("my old hammer", "the plum is red")))
                    .extracting(Prediction::label)
                    .containsExactly("tool", "fruit");
        }
    }

    /** A random encoder's features tell single words apart, so a head alone can learn them. */
    @Test
    void aHeadAloneLearnsSingleWords() {
        List<String> texts = List.of("apple", "pear", "plum", "cherry", "hammer", "saw", "drill", "pliers");
        List<String> labels = List.of("fruit", "fruit", "fruit", "fruit", "tool", "tool", "tool", "tool");
        TextClassificationData words =
                TextClassificationData.fromLists().train(texts, labels).load();
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            train(
                    model,
                    words,
                    Strategy.FREEZE,
                    options()
                            .maxEpochs(200)
                            .learningRate(0.1)
                            .dropout(Dropout.NONE)
                            .build());
            assertThat(model.predict(texts)).extracting(Prediction::label).isEqualTo(labels);
        }
    }

    @Test
    void freezeLeavesTheEncoderAndItsPoolerAsTheyWere() {
        try (TextClassifier model = TinyModels.model(Pooling.POOLER, 1)) {
            Map<String, INDArray> before = parameters(model);
            train(model, data, Strategy.FREEZE, options().build());
            parameters(model).forEach((name, parameter) -> {
                if (name.startsWith("classifier")) {
                    assertThat(parameter).isNotEqualTo(before.get(name));
                } else {
                    assertThat(parameter).isEqualTo(before.get(name));
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no_freeze", "freeze", "freeze_unfreeze(2)", "unfreeze_milestones((1, 3), 1)"})
    void twoRunsWithOneSeedAreIdentical(Strategy strategy) {
        try (TextClassifier once = TinyModels.model(Pooling.POOLER, 1);
                TextClassifier again = TinyModels.model(Pooling.POOLER, 1);
                TextClassifier other = TinyModels.model(Pooling.POOLER, 1)) {
            List<List<Double>> first =
                    numbers(train(once, data, strategy, options().build()));
            assertThat(numbers(train(again, data, strategy, options().build()))).isEqualTo(first);
            assertThat(parameters(again)).isEqualTo(parameters(once));
            assertThat(numbers(train(other, data, strategy, options().seed(7).build())))
                    .isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no_freeze", "freeze", "freeze_unfreeze(2)", "unfreeze_milestones((1, 3), 1)"})
    void twoEpochsAndTwoMoreEqualFour(Strategy strategy, @TempDir Path folder) {
        try (TextClassifier whole = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier half = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier rest = TinyModels.model(Pooling.MEAN, 1)) {
            TrainerOptions.Builder options = options().accumulateGradBatches(3);
            List<EpochResult> expected = train(whole, data, strategy, options.build());
            train(
                    half,
                    data,
                    strategy,
                    options.checkpoints(folder).stopAfterEpochs(2).build());
            List<EpochResult> actual = train(
                    rest,
                    data,
                    strategy,
                    options.stopAfterEpochs(4).resume(true).build());
            assertThat(numbers(actual)).isEqualTo(numbers(expected));
            assertThat(parameters(rest)).isEqualTo(parameters(whole));
        }
    }

    @Test
    void resumingWithOtherSettingsIsAnError(@TempDir Path folder) {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            train(model, data, Strategy.FREEZE, options().checkpoints(folder).build());
            assertThatThrownBy(() -> train(
                            model,
                            data,
                            Strategy.FREEZE,
                            options()
                                    .checkpoints(folder)
                                    .resume(true)
                                    .batchSize(4)
                                    .build()))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageStartingWith("The checkpoint " + folder.resolve("last")
                            + " is of a run with other settings: batch_size was 8, is 4.");
        }
    }

    @Test
    void resumingWithAnotherModelIsAnError(@TempDir Path folder) {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            train(model, data, Strategy.FREEZE, options().checkpoints(folder).build());
        }
        TrainerOptions resumed = options().checkpoints(folder).resume(true).build();
        try (TextClassifier other = TinyModels.model(Pooling.CLS, 1)) {
            assertThatThrownBy(() -> train(other, data, Strategy.FREEZE, resumed))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageContaining("other settings: pooling was mean, is cls.");
        }
        try (TextClassifier other = TinyModels.model(Pooling.MEAN, 1)) {
            INDArray embeddings = other.classifier().parameters().get("embeddings.word_embeddings.weight");
            embeddings.putScalar(7, embeddings.getFloat(7) + 1);
            assertThatThrownBy(() -> train(other, data, Strategy.FREEZE, resumed))
                    .hasMessageContaining("other settings: backbone was ");
        }
    }

    @Test
    void aModelWhoseWeightsAreNoNumbersIsNotEvaluated() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            model.classifier().parameters().get("classifier.bias").putScalar(0, Float.NaN);
            Trainer trainer = new Trainer(options().build());
            assertThatThrownBy(() -> trainer.evaluate(model, data.train().orElseThrow()))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageStartingWith("The model computes [NaN")
                    .hasMessageContaining("for text 1 of the test data; its weights are damaged");
        }
    }

    @Test
    void aDamagedCheckpointIsAnError(@TempDir Path folder) throws IOException {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            TrainerOptions options = options().checkpoints(folder).resume(true).build();
            train(model, data, Strategy.FREEZE, options);
            Files.writeString(folder.resolve("last/state.json"), "{\"epochs\": 2}");
            assertThatThrownBy(() -> train(model, data, Strategy.FREEZE, options))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageStartingWith(
                            folder.resolve("last/state.json") + " is no state of a run, or it is damaged");
        }
    }

    @Test
    void stopsWhenTheValidationLossGetsNoBetterAndKeepsTheBestEpoch() {
        TextClassificationData noise = TinyModels.data(24, 60, 3);
        List<String> messages = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void message(String text) {
                messages.add(text);
            }
        };
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            TrainerOptions options = options()
                    .maxEpochs(200)
                    .schedule(Schedule.CONSTANT)
                    .dropout(Dropout.NONE)
                    .earlyStoppingPatience(3)
                    .build();
            Trainer trainer = new Trainer(options, listener);
            List<EpochResult> epochs = trainer.finetune(model, noise, Strategy.NO_FREEZE);
            assertThat(epochs).hasSizeLessThan(200);
            EpochResult best = epochs.get(epochs.size() - 4);
            assertThat(epochs).allMatch(epoch -> epoch.validLoss() >= best.validLoss());
            assertThat(trainer.evaluate(model, noise.valid().orElseThrow()).loss())
                    .isEqualTo(best.validLoss());
            assertThat(messages)
                    .contains("Keeping epoch " + best.epoch() + ", which has the lowest validation loss: "
                            + best.validLoss());
        }
    }

    @Test
    void accumulatedGradientsAreThoseOfTheLargerBatch() {
        TextClassificationData even = TinyModels.data(64, 0, 2);
        try (TextClassifier small = TinyModels.model(Pooling.MEAN, 1);
                TextClassifier large = TinyModels.model(Pooling.MEAN, 1)) {
            TrainerOptions.Builder options = options()
                    .maxEpochs(1)
                    .dropout(Dropout.NONE)
                    .schedule(Schedule.CONSTANT)
                    .warmup(0);
            // One update of all texts: whatever their order, the mean gradient is the same but for rounding.
            train(large, even, Strategy.NO_FREEZE, options.batchSize(64).build());
            train(
                    small,
                    even,
                    Strategy.NO_FREEZE,
                    options.batchSize(8).accumulateGradBatches(8).build());
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
    void aNumberThatIsNotFiniteStopsTheRun() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            model.classifier()
                    .parameters()
                    .get("encoder.layer.1.output.dense.bias")
                    .putScalar(3, Float.NaN);
            assertThatThrownBy(() ->
                            train(model, data, Strategy.NO_FREEZE, options().build()))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageStartingWith("Training stopped in epoch 1 at update 1: the loss is NaN,"
                            + " parameter encoder.layer.1.output.dense.bias is not finite.");
        }
    }

    @Test
    void labelsMustBeTheModels() {
        TextClassificationData other = TextClassificationData.fromLists()
                .train(List.of("a", "b"), List.of("x", "y"))
                .load();
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 1)) {
            assertThatThrownBy(
                            () -> train(model, other, Strategy.FREEZE, options().build()))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage("The data's labels are [x, y], the model's are [fruit, tool]");
        }
    }

    @Test
    void saveLoadTrainOnSaveAgain(@TempDir Path folder) {
        try (TextClassifier model = TinyModels.model(Pooling.POOLER, 1)) {
            train(model, data, Strategy.NO_FREEZE, options().build());
            model.save(folder.resolve("first"), 42);
            List<String> texts = List.of("my old hammer", "a red apple and a pear");
            try (TextClassifier loaded = TextClassifier.load(folder.resolve("first"))) {
                assertThat(loaded.predict(texts)).isEqualTo(model.predict(texts));
                train(loaded, data, Strategy.NO_FREEZE, options().build());
                loaded.save(folder.resolve("second"), 42);
                try (TextClassifier again = TextClassifier.load(folder.resolve("second"))) {
                    assertThat(again.predict(texts)).isEqualTo(loaded.predict(texts));
                    assertThat(again.predict(texts)).isNotEqualTo(model.predict(texts));
                }
            }
        }
    }
}
