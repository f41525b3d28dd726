package io.verdict.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassifierSessionTest {
    /** The same text in batches of other sizes: other blocks of the same products, a few roundings. */
    private static final float SAME = 1e-5f;

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void aTextGivesTheSameLogitsAloneAndInAnyBatch(Pooling pooling) {
        int[] lengths = {5, 1, 40, 17, 2, 128, 1, 9};
        try (Classifier classifier = RandomModels.classifier(pooling, 3, 1);
                ClassifierSession session = classifier.openSession()) {
            PackedBatch all = RandomModels.batch(2, lengths);
            float[][] together = session.logits(all);
            for (int s = 0; s < lengths.length; s++) {
                int start = all.sequenceOffset(s);
                int end = all.sequenceOffset(s + 1);
                PackedBatch alone = PackedBatch.builder()
                        .add(
                                java.util.Arrays.copyOfRange(all.tokenIds(), start, end),
                                java.util.Arrays.copyOfRange(all.typeIds(), start, end))
                        .build();
                assertThat(session.logits(alone)[0]).containsExactly(together[s], offset());
            }
        }
    }

    @Test
    void featuresOfAFrozenEncoderGiveTheSameLogits() {
        try (Classifier classifier = RandomModels.classifier(Pooling.MEAN, 3, 1);
                ClassifierSession session = classifier.openSession()) {
            PackedBatch batch = RandomModels.batch(3, 4, 9, 1);
            float[][] logits = session.logits(batch);
            FeatureBatch features = FeatureBatch.of(List.of(session.features(batch)));
            assertThat(session.logits(features)).isDeepEqualTo(logits);
        }
    }

    /** Sessions keep packed weights; a training may have changed what they were made of. */
    @Test
    void aSessionFollowsWhatATrainingDoesToTheParameters() {
        try (Classifier classifier = wide(1);
                Classifier other = wide(2);
                ClassifierSession session = classifier.openSession();
                ClassifierSession expected = other.openSession()) {
            PackedBatch batch = RandomModels.batch(3, 4, 9, 1);
            assertThat(session.logits(batch)).isNotEqualTo(expected.logits(batch));
            try (TrainingSession training = classifier.openTraining(
                    new TrainingOptions(Trainable.everything(), Dropout.NONE, new Loss.CrossEntropy(List.of(), 0)))) {
                assertThat(training.trainable()).isNotEmpty();
                for (String name : classifier.parameters().names()) {
                    classifier.parameters().get(name).assign(other.parameters().get(name));
                }
                assertThat(session.logits(batch)[0]).containsExactly(expected.logits(batch)[0], offset());
            }
            assertThat(session.logits(batch)).isDeepEqualTo(expected.logits(batch));
        }
    }

    @Test
    void oneTokenAndThePositionsLimitGiveNumbers() {
        try (Classifier classifier = RandomModels.classifier(Pooling.POOLER, 2, 1);
                ClassifierSession session = classifier.openSession()) {
            for (float[] row : session.logits(RandomModels.batch(4, 1, 512, 1))) {
                for (float value : row) {
                    assertThat(value).isFinite();
                }
            }
        }
    }

    @Test
    void whatTheModelDoesNotKnowIsAnError() {
        try (Classifier classifier = RandomModels.classifier(Pooling.POOLER, 2, 1);
                ClassifierSession session = classifier.openSession()) {
            assertThatThrownBy(() -> session.logits(
                            PackedBatch.builder().add(new int[] {3, 50}).build()))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage("The batch has token id 50, the model knows 0 to 49;"
                            + " the tokenizer does not fit the model");
            assertThatThrownBy(() -> session.logits(
                            PackedBatch.builder().add(new int[513]).build()))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage("The batch has position 512, the model knows 0 to 511; truncate the texts");
            assertThatThrownBy(() -> session.logits(FeatureBatch.of(List.of(new float[3]))))
                    .hasMessage("The features have 3 values a text, the model's hidden size is 12");
        }
    }

    @Test
    void emptyTextsAndBatchesAreErrors() {
        assertThatThrownBy(() -> PackedBatch.builder().build()).hasMessage("A batch needs at least one sequence");
        assertThatThrownBy(() -> PackedBatch.builder().add(new int[0]))
                .hasMessage("Sequence 0 has no token; a text has at least one");
    }

    @Test
    void sessionsOfOneModelPredictAtTheSameTime() throws Exception {
        try (Classifier classifier = RandomModels.classifier(Pooling.MEAN, 3, 1)) {
            List<PackedBatch> batches = new ArrayList<>();
            List<float[][]> expected = new ArrayList<>();
            try (ClassifierSession session = classifier.openSession()) {
                for (int i = 0; i < 40; i++) {
                    batches.add(RandomModels.batch(i, 1 + i, 3, 30));
                    expected.add(session.logits(batches.get(i)));
                }
            }
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<?>> tasks = new ArrayList<>();
                for (int t = 0; t < 4; t++) {
                    tasks.add(threads.submit(() -> {
                        try (ClassifierSession session = classifier.openSession()) {
                            for (int i = 0; i < batches.size(); i++) {
                                assertThat(session.logits(batches.get(i))).isDeepEqualTo(expected.get(i));
                            }
                        }
                    }));
                }
                for (Future<?> task : tasks) {
                    task.get();
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    /** Wide enough for weights to be packed. */
    private static Classifier wide(long seed) {
        EncoderConfig config = new EncoderConfig(50, 128, 2, 4, 256, 512, 2, 1e-12, Activation.GELU, true);
        return Classifier.withFreshHead(RandomModels.encoder(config, seed), Pooling.POOLER, 3, seed);
    }

    private static org.assertj.core.data.Offset<Float> offset() {
        return org.assertj.core.data.Offset.offset(SAME);
    }
}
