package io.verdict.trainer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.EpochResult;
import io.verdict.trainer.Evaluation;
import io.verdict.trainer.OptimizerKind;
import io.verdict.trainer.Schedule;
import io.verdict.trainer.Strategy;
import io.verdict.trainer.TinyModels;
import io.verdict.trainer.Trainer;
import io.verdict.trainer.TrainerOptions;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierSession;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.TextClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The acceptance cases of Flash's tests on the model. */
class FlashModelTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void anInputOfOneTextOfAHundredTokensGivesLogitsOfOneByTwo(Pooling pooling) {
        try (Classifier classifier = Classifier.withFreshHead(TinyModels.encoder(100, 1), pooling, 2, 1);
                ClassifierSession session = classifier.openSession()) {
            int[] ids = IntStream.range(0, 100).map(i -> i % 20).toArray();
            float[][] logits = session.logits(PackedBatch.builder().add(ids).build());
            assertThat(logits).hasDimensions(1, 2);
            assertThat(logits[0]).doesNotContain(Float.NaN);
        }
    }

    @Test
    void fitsValidatesAndTestsOneBatch() {
        TextClassificationData data = TinyModels.data(40, 20, 1);
        Trainer trainer =
                new Trainer(TrainerOptions.builder().batchSize(4).fastDevRun(1).build());
        try (TextClassifier model = TinyModels.model(Pooling.POOLER, 1)) {
            List<EpochResult> results = trainer.finetune(model, data, Strategy.NO_FREEZE);
            assertThat(results).hasSize(1);
            assertThat(results.get(0).updates()).isEqualTo(1);
            assertThat(results.get(0).trainLoss()).isPositive();
            assertThat(results.get(0).trainAccuracy()).isBetween(0.0, 1.0);
            Evaluation validation = trainer.validate(model, data.valid().orElseThrow());
            assertThat(validation.logits()).hasSize(4);
            assertThat(validation.loss()).isEqualTo(results.get(0).validLoss());
            assertThat(validation.accuracy()).isEqualTo(results.get(0).validAccuracy());
            Evaluation test = trainer.evaluate(model, data.train().orElseThrow());
            assertThat(test.logits()).hasSize(4);
            assertThat(test.loss()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void csvEndToEnd(boolean several) throws IOException {
        Path file = Files.writeString(
                folder.resolve("data.csv"),
                several
                        ? "text,kind\na red apple,\"fruit,red\"\nthe old saw,tool\nmy red drill,\"tool,red\"\nthe pear,fruit\n"
                        : "text,kind\na red apple,fruit\nthe old saw,tool\nmy red drill,tool\nthe pear,fruit\n");
        TextClassificationData data = TextClassificationData.fromCsv()
                .inputField("text")
                .targetField("kind")
                .trainFile(file)
                .validFile(file)
                .testFile(file)
                .predictFile(file)
                .load();
        Trainer trainer =
                new Trainer(TrainerOptions.builder().maxEpochs(2).batchSize(2).build());
        try (TextClassifier model = TextClassifier.onEncoder(
                TinyModels.encoder(32, 1), TinyModels.tokenizer(), data.labels(), Pooling.MEAN, 16, 1)) {
            assertThat(trainer.finetune(model, data, Strategy.NO_FREEZE)).hasSize(2);
            Evaluation test = trainer.evaluate(model, data.test().orElseThrow());
            assertThat(test.multiLabel()).isEqualTo(several);
            assertThat(test.predictedLabels()).hasSize(4);
            List<String> texts = List.of("a red apple", "the old saw");
            assertThat(model.predict(texts)).hasSize(2).allSatisfy(prediction -> {
                assertThat(prediction.classes()).isEqualTo(data.labels());
                assertThat(prediction.labels()).isSubsetOf(data.labels().names());
                assertThat(prediction.probabilities())
                        .hasSize(data.numClasses())
                        .allMatch(p -> p > 0 && p < 1);
            });
        }
    }

    @Test
    void anUnknownOptimizerOrScheduleIsAnErrorThatListsTheValidNames() {
        assertThatThrownBy(() -> OptimizerKind.fromId("not_an_optimizer"))
                .isInstanceOf(VerdictException.class)
                .hasMessageContainingAll("not_an_optimizer", String.join(", ", Trainer.availableOptimizers()));
        assertThatThrownBy(() -> Schedule.fromId("not_a_schedule"))
                .isInstanceOf(VerdictException.class)
                .hasMessageContainingAll("not_a_schedule", String.join(", ", Trainer.availableLrSchedulers()));
    }

    @Test
    void everyAvailableNameIsFoundInAnyCase() {
        assertThat(Trainer.availableOptimizers())
                .contains("adamw", "adam")
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(OptimizerKind.fromId(name.toUpperCase(Locale.ROOT)))
                        .isEqualTo(OptimizerKind.fromId(name)));
        assertThat(Trainer.availableLrSchedulers())
                .contains("constant", "linear", "cosine")
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(Schedule.fromId(name.toUpperCase(Locale.ROOT)))
                        .isEqualTo(Schedule.fromId(name)));
        assertThat(Trainer.availableFinetuningStrategies()).contains("no_freeze", "freeze");
        assertThat(TextClassifier.availableHeads()).containsExactly("pooler", "cls", "mean");
        assertThat(TextClassifier.availableOutputs())
                .containsExactly("raw", "preds", "logits", "probabilities", "classes", "labels");
    }
}
