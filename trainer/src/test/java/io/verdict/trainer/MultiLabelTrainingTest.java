package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.tokenizer.Encoding;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.Target;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.trainer.predict.Examples;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.Targets;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several labels a text, soft labels and pairs of texts, from the data to the saved model. */
class MultiLabelTrainingTest {
    private static final List<String> FRUITS = List.of("apple", "pear", "plum", "cherry");
    private static final List<String> TOOLS = List.of("hammer", "saw", "drill", "pliers");
    private static final List<String> OTHERS = List.of("the", "a", "is", "old", "and", "my");

    @TempDir
    private Path folder;

    /** Texts with a fruit, a tool, both or none; a list of what is in them each. */
    private static void texts(int size, long seed, List<String> texts, List<List<String>> labels) {
        Random random = new Random(seed);
        for (int i = 0; i < size; i++) {
            boolean fruit = random.nextBoolean();
            boolean tool = random.nextBoolean();
            List<String> words = new ArrayList<>();
            for (int word = 0; word < 3; word++) {
                words.add(OTHERS.get(random.nextInt(OTHERS.size())));
            }
            List<String> ofText = new ArrayList<>();
            if (fruit) {
                words.add(random.nextInt(words.size()), FRUITS.get(random.nextInt(4)));
                ofText.add("fruit");
            }
            if (tool) {
                words.add(random.nextInt(words.size()), TOOLS.get(random.nextInt(4)));
                ofText.add("tool");
            }
            texts.add(String.join(" ", words));
            labels.add(ofText);
        }
    }

    private static TextClassificationData data() {
        List<String> texts = new ArrayList<>();
        List<List<String>> labels = new ArrayList<>();
        texts(260, 5, texts, labels);
        return TextClassificationData.fromLists()
                .train(texts.subList(0, 200), labels.subList(0, 200))
                .valid(texts.subList(200, 260), labels.subList(200, 260))
                .load();
    }

    private static TextClassifier model(Labels labels, long seed) {
        TextClassifier single = TinyModels.model(Pooling.MEAN, seed);
        return new TextClassifier(single.classifier(), single.tokenizer(), labels, single.maxLength());
    }

    private static TrainerOptions.Builder options() {
        return TrainerOptions.builder()
                .maxEpochs(12)
                .batchSize(8)
                .learningRate(5e-3)
                .dropout(Dropout.NONE);
    }

    @Test
    void learnsSeveralLabelsAndKeepsThemThroughSaving() {
        TextClassificationData data = data();
        assertThat(data.multiLabel()).isTrue();
        try (TextClassifier model = model(data.labels(), 3)) {
            List<EpochResult> epochs = new Trainer(options().build()).finetune(model, data, Strategy.NO_FREEZE);
            EpochResult last = epochs.get(11);
            assertThat(last.validLoss()).isLessThan(epochs.get(0).validLoss());
            // Flash promises an F1 of 0.4 for several labels; these are single words.
            assertThat(last.validMacroF1()).isGreaterThan(0.9);
            assertThat(last.validAccuracy()).isGreaterThan(0.8);
            List<String> texts = List.of("my old hammer", "the plum and a saw", "the old");
            List<Prediction> predictions = model.predict(texts);
            assertThat(predictions)
                    .extracting(Prediction::labels)
                    .containsExactly(List.of("tool"), List.of("fruit", "tool"), List.of());
            assertThat(predictions.get(1).probabilities()).allMatch(probability -> probability > 0.5);
            assertThat(predictions.get(2).labels(0)).containsExactly("fruit", "tool");
            model.save(folder.resolve("model"), 1);
            try (TextClassifier loaded = TextClassifier.load(folder.resolve("model"))) {
                assertThat(loaded.labels()).isEqualTo(data.labels());
                assertThat(loaded.predict(texts)).isEqualTo(predictions);
            }
        }
    }

    @Test
    void evaluatesEveryLabelByItself() {
        TextClassificationData data = data();
        try (TextClassifier model = model(data.labels(), 3)) {
            Trainer trainer = new Trainer(options().build());
            trainer.finetune(model, data, Strategy.NO_FREEZE);
            Evaluation evaluation = trainer.evaluate(model, data.valid().orElseThrow());
            assertThat(evaluation.multiLabel()).isTrue();
            assertThat(evaluation.trueLabels()).hasSize(60).anyMatch(List::isEmpty);
            assertThat(evaluation.multilabelMetrics(data.labels().names()).toText())
                    .contains("fruit", "tool", "micro mean", "macro mean", "of 60 texts");
            assertThatThrownBy(evaluation::labels).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aFrozenEncodersHeadLearnsSeveralLabelsToo() {
        TextClassificationData data = data();
        try (TextClassifier model = model(data.labels(), 3)) {
            List<EpochResult> epochs =
                    new Trainer(options().learningRate(5e-2).build()).finetune(model, data, Strategy.FREEZE);
            assertThat(epochs.get(11).trainLoss()).isLessThan(epochs.get(0).trainLoss());
        }
    }

    /** The least loss is at the probabilities themselves. */
    @Test
    void softLabelsAreLearntAsProbabilities() {
        List<String> texts = new ArrayList<>();
        List<List<Double>> targets = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            texts.add(i % 2 == 0 ? "apple" : "hammer");
            targets.add(i % 2 == 0 ? List.of(0.9, 0.3) : List.of(0.2, 0.6));
        }
        TextClassificationData data =
                TextClassificationData.fromLists().train(texts, targets).load();
        try (TextClassifier model = model(data.labels(), 3)) {
            new Trainer(options().maxEpochs(40).build()).finetune(model, data, Strategy.NO_FREEZE);
            List<Double> apple = model.predict(List.of("apple")).get(0).probabilities();
            assertThat(apple.get(0)).isBetween(0.85, 0.95);
            assertThat(apple.get(1)).isBetween(0.25, 0.35);
        }
    }

    @Test
    void labelSmoothingIsAnErrorWithSeveralLabels() {
        TextClassificationData data = data();
        try (TextClassifier model = model(data.labels(), 3)) {
            Trainer trainer = new Trainer(options().labelSmoothing(0.1).build());
            assertThatThrownBy(() -> trainer.finetune(model, data, Strategy.NO_FREEZE))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageStartingWith("label_smoothing is 0.1, but these texts can have several labels");
        }
    }

    @Test
    void aModelOfOneLabelRefusesDataWithSeveral() {
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 3)) {
            assertThatThrownBy(() -> new Trainer(options().build()).finetune(model, data(), Strategy.NO_FREEZE))
                    .hasMessage("The data's labels are [fruit, tool], any number of them a text, the model's are"
                            + " [fruit, tool]");
        }
    }

    @Test
    void encodedTextsKeepTheTypesOfPairs() throws Exception {
        Path file = Files.writeString(
                folder.resolve("pairs.csv"), "first,second,label\nthe apple,red,x\nsaw,my old drill,y\n");
        TextClassificationData data = TextClassificationData.fromCsv()
                .inputFields(List.of("first", "second"))
                .targetField("label")
                .trainFile(file)
                .load();
        EncodedTexts texts = EncodedTexts.of(data.train().orElseThrow(), TinyModels.tokenizer(), done -> {});
        List<Encoding> expected =
                TinyModels.tokenizer().encodeAll(List.of("saw", "the apple"), List.of("my old drill", "red"));
        int[] types =
                expected.stream().flatMapToInt(e -> Arrays.stream(e.typeIds())).toArray();
        assertThat(types).contains(1);
        assertThat(texts.batch(1, 0).typeIds()).isEqualTo(types);
        assertThat(texts.target(1)).isEqualTo(new Target.One(1));
        assertThat(texts.targets(1, 0)).isEqualTo(new Targets.Classes(List.of(1, 0)));
        try (TextClassifier model = model(data.labels(), 3)) {
            new Trainer(options().maxEpochs(1).build()).finetune(model, data, Strategy.NO_FREEZE);
            Evaluation evaluation =
                    new Trainer(options().build()).evaluate(model, data.train().orElseThrow());
            assertThat(model.predict(List.of("the apple", "saw"), List.of("red", "my old drill")))
                    .extracting(Prediction::logits)
                    .isEqualTo(evaluation.logits());
            List<Example> examples = new ArrayList<>();
            data.train().orElseThrow().forEach(examples::add);
            assertThat(Examples.predict(model, examples))
                    .extracting(Prediction::logits)
                    .isEqualTo(evaluation.logits());
            assertThatThrownBy(() -> model.predict(List.of("a"), List.of()))
                    .hasMessage("There are 1 first texts but 0 second ones");
        }
    }
}
