package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightingTest {
    private static final Labels LABELS = Labels.of(List.of("ham", "spam"));

    @Test
    void balancedWeightsAreScikitLearns() {
        // compute_class_weight("balanced", classes=[0, 1, 2, 3], y=...): texts / (classes that occur * count).
        assertThat(ClassWeights.BALANCED.of(Labels.of(List.of("a", "b", "c", "d")), List.of(10, 0, 20, 30)))
                .containsExactly(2.0, 0.0, 1.0, 60 / 90.0);
        assertThat(ClassWeights.NONE.of(LABELS, List.of(1, 2))).isEmpty();
    }

    @Test
    void weightsAreReadByTheNamesOfLabels() {
        assertThat(ClassWeights.fromText("Balanced")).isEqualTo(ClassWeights.BALANCED);
        assertThat(ClassWeights.fromText("none")).isEqualTo(ClassWeights.NONE);
        ClassWeights given = ClassWeights.fromText("spam = 2.5");
        assertThat(given.of(LABELS, List.of(1, 1))).containsExactly(1.0, 2.5);
        assertThat(given).isEqualTo(new ClassWeights.Given(Map.of("spam", 2.5)));
        assertThat(ClassWeights.fromText(given.text())).isEqualTo(given);
        assertThatThrownBy(() -> ClassWeights.fromText("spam=2,egs=1").of(LABELS, List.of(1, 1)))
                .hasMessage("class_weights names \"egs\", which is no label. There are: ham, spam.");
        assertThatThrownBy(() -> ClassWeights.fromText("spam"))
                .hasMessage("class_weights is \"spam\"; it must be none, balanced, or weights by label, such as"
                        + " spam=2,ham=0.5");
        assertThatThrownBy(() -> ClassWeights.fromText("spam=-1")).hasMessageContaining("is -1.0, must be finite");
        assertThatThrownBy(() -> given.of(LABELS.withMultiLabel(true), List.of(1, 1)))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("sampling weighted");
    }

    private static TextClassificationData rareTools() {
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            texts.add(i % 20 == 0 ? "my hammer" : "the apple");
            labels.add(i % 20 == 0 ? "tool" : "fruit");
        }
        return TextClassificationData.fromLists().train(texts, labels).load();
    }

    private static EncodedTexts encoded() {
        return EncodedTexts.of(rareTools().train().orElseThrow(), TinyModels.tokenizer(), done -> {});
    }

    @Test
    void weightedSamplingDrawsEachClassAsOften() {
        EncodedTexts texts = encoded();
        int tools = 0;
        for (int epoch = 1; epoch <= 50; epoch++) {
            int[] drawn = Sampling.WEIGHTED.draw(texts, 7, epoch);
            assertThat(drawn).hasSize(200);
            tools += (int) Arrays.stream(drawn).filter(text -> text % 20 == 0).count();
        }
        // 10,000 draws with probability 0.5: standard deviation 50; four of them.
        assertThat(tools).isBetween(4800, 5200);
        int[] again = Sampling.WEIGHTED.draw(encoded(), 7, 1);
        assertThat(Sampling.WEIGHTED.draw(texts, 7, 1))
                .isEqualTo(again)
                .isNotEqualTo(Sampling.WEIGHTED.draw(texts, 7, 2))
                .isNotEqualTo(Sampling.WEIGHTED.draw(texts, 8, 1));
        assertThat(Sampling.SHUFFLED.draw(texts, 7, 1)).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void anUnknownSamplingListsThoseThereAre() {
        assertThat(Sampling.fromId("Weighted")).isEqualTo(Sampling.WEIGHTED);
        assertThatThrownBy(() -> Sampling.fromId("weigted"))
                .hasMessage("Unknown sampling \"weigted\"; there are: shuffled, weighted. Did you mean \"weighted\"?");
    }

    /** Texts that nothing tells apart: the model can only learn how often each class comes, a twentieth or as often. */
    @Test
    void bothMakeTheRareClassCountMore() {
        assertThat(toolScore(TrainerOptions.builder())).isLessThan(0.2);
        assertThat(toolScore(TrainerOptions.builder().classWeights(ClassWeights.BALANCED)))
                .isBetween(0.3, 0.7);
        assertThat(toolScore(TrainerOptions.builder().classWeights(ClassWeights.fromText("tool=19"))))
                .isBetween(0.3, 0.7);
        assertThat(toolScore(TrainerOptions.builder().sampling(Sampling.WEIGHTED)))
                .isBetween(0.3, 0.7);
    }

    /** The probability of the rare class. */
    private static double toolScore(TrainerOptions.Builder options) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            labels.add(i % 20 == 0 ? "tool" : "fruit");
        }
        TextClassificationData data = TextClassificationData.fromLists()
                .train(Collections.nCopies(200, "my old"), labels)
                .load();
        try (TextClassifier model = TinyModels.model(Pooling.MEAN, 3)) {
            new Trainer(options.maxEpochs(4)
                            .batchSize(20)
                            .learningRate(5e-3)
                            .dropout(Dropout.NONE)
                            .build())
                    .finetune(model, data, Strategy.NO_FREEZE);
            return model.predict(List.of("my old")).get(0).probabilities().get(1);
        }
    }
}
