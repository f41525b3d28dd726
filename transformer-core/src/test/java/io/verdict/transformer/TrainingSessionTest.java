package io.verdict.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrainingSessionTest {
    private static final TrainingOptions PLAIN =
            new TrainingOptions(Trainable.everything(), Dropout.NONE, Loss.CROSS_ENTROPY);

    @Test
    void everyParameterTrains() {
        try (Classifier classifier = RandomModels.classifier(Pooling.POOLER, 3, 1);
                TrainingSession session = classifier.openTraining(PLAIN)) {
            assertThat(session.trainable())
                    .containsExactlyElementsOf(classifier.parameters().names());
        }
    }

    @Test
    void onlyTheHeadTrainsOnFeatures() {
        try (Classifier classifier = RandomModels.classifier(Pooling.MEAN, 3, 1);
                TrainingSession session = classifier.openTraining(
                        new TrainingOptions(Trainable.head(), Dropout.NONE, Loss.CROSS_ENTROPY));
                TrainingSession whole = classifier.openTraining(PLAIN);
                ClassifierSession predictions = classifier.openSession()) {
            PackedBatch batch = RandomModels.batch(2, 4, 7, 1);
            Targets targets = new Targets.Classes(List.of(0, 2, 1));
            double expected = whole.step(batch, targets, 0, 0);
            double loss = session.step(FeatureBatch.of(List.of(predictions.features(batch))), targets, 0, 0);
            assertThat(session.trainable()).containsExactly("classifier.weight", "classifier.bias");
            assertThat(loss).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-6));
            assertThat(session.gradient("classifier.weight").distance2(whole.gradient("classifier.weight")))
                    .isLessThan(1e-6);
        }
    }

    /** What lies below the trained layers is fixed; what trains has the gradient it has when everything trains. */
    @ParameterizedTest
    @EnumSource(Pooling.class)
    void theLastLayersTrainAlone(Pooling pooling) {
        TrainingOptions last = new TrainingOptions(Trainable.lastLayers(1), Dropout.NONE, Loss.CROSS_ENTROPY);
        try (Classifier classifier = RandomModels.classifier(pooling, 3, 1);
                TrainingSession whole = classifier.openTraining(PLAIN);
                TrainingSession session = classifier.openTraining(last)) {
            PackedBatch batch = RandomModels.batch(2, 4, 7, 1);
            Targets targets = new Targets.Classes(List.of(0, 2, 1));
            assertThat(session.step(batch, targets, 0, 0))
                    .isCloseTo(whole.step(batch, targets, 0, 0), org.assertj.core.data.Offset.offset(1e-6));
            assertThat(session.trainable())
                    .containsExactlyElementsOf(whole.trainable().stream()
                            .filter(name -> name.matches("(encoder.layer.1|pooler|classifier)[.].*"))
                            .toList());
            for (String name : session.trainable()) {
                // The frozen layers are computed as one op, whose sums run in another order.
                assertThat(session.gradient(name).distance2(whole.gradient(name)))
                        .as(name)
                        .isLessThan(1e-5);
            }
            assertThat(session.bytes()).isLessThan(whole.bytes());
        }
    }

    /** The dropout of what trains draws the same whatever lies below: only the frozen part's own is missing. */
    @Test
    void dropoutsKeepTheirNumbersAboveFrozenLayers() {
        Dropout dropout = new Dropout(0.5, 0.5, 0);
        Targets targets = new Targets.Classes(List.of(0, 1));
        PackedBatch batch = RandomModels.batch(1, 6, 9);
        try (Classifier classifier = RandomModels.classifier(Pooling.POOLER, 2, 1);
                TrainingSession all = classifier.openTraining(
                        new TrainingOptions(Trainable.lastLayers(2), dropout, Loss.CROSS_ENTROPY));
                TrainingSession last = classifier.openTraining(
                        new TrainingOptions(Trainable.lastLayers(1), dropout, Loss.CROSS_ENTROPY))) {
            // A first layer that gives the same with dropout and without: nothing but its last normalization's bias.
            classifier
                    .parameters()
                    .get("encoder.layer.0.output.LayerNorm.weight")
                    .assign(0);
            assertThat(last.step(batch, targets, 5, 1))
                    .isCloseTo(all.step(batch, targets, 5, 1), org.assertj.core.data.Offset.offset(1e-6));
            assertThat(last.step(batch, targets, 5, 2))
                    .isNotCloseTo(all.step(batch, targets, 5, 1), org.assertj.core.data.Offset.offset(1e-3));
        }
    }

    @Test
    void moreLayersThanThereAreIsAnError() {
        try (Classifier classifier = RandomModels.classifier(Pooling.POOLER, 2, 1)) {
            TrainingOptions options = new TrainingOptions(Trainable.lastLayers(3), Dropout.NONE, Loss.CROSS_ENTROPY);
            assertThatThrownBy(() -> classifier.openTraining(options))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage("The last 3 layers are to train, but the encoder has only 2");
        }
    }

    /** With the pooler unused (pooling cls or mean), it neither trains nor stands in the way. */
    @Test
    void anUnusedPoolerDoesNotTrain() {
        try (Classifier classifier = RandomModels.classifier(Pooling.CLS, 2, 1);
                TrainingSession session = classifier.openTraining(PLAIN)) {
            assertThat(session.trainable())
                    .doesNotContain("pooler.dense.weight")
                    .contains("classifier.weight");
            session.step(RandomModels.batch(1, 3), new Targets.Classes(List.of(1)), 0, 0);
        }
    }

    @Test
    void dropoutIsTheSameForTheSameSeedAndStepOnly() {
        TrainingOptions options = new TrainingOptions(Trainable.everything(), Dropout.BERT, Loss.CROSS_ENTROPY);
        try (Classifier classifier = RandomModels.classifier(Pooling.POOLER, 2, 1);
                TrainingSession session = classifier.openTraining(options)) {
            PackedBatch batch = RandomModels.batch(1, 20, 30);
            Targets targets = new Targets.Classes(List.of(0, 1));
            double loss = session.step(batch, targets, 5, 1);
            INDArray gradient =
                    session.gradient("embeddings.word_embeddings.weight").dup();
            assertThat(session.step(batch, targets, 5, 2)).isNotEqualTo(loss);
            assertThat(session.step(batch, targets, 6, 1)).isNotEqualTo(loss);
            assertThat(session.step(batch, targets, 5, 1)).isEqualTo(loss);
            assertThat(session.gradient("embeddings.word_embeddings.weight").equalsWithEps(gradient, 0))
                    .isTrue();
        }
    }

    /** The gradient of a whole model with dropout, against central differences: backward draws what forward drew. */
    @Test
    void gradientWithDropoutAgreesWithDifferences() {
        TrainingOptions options =
                new TrainingOptions(Trainable.everything(), new Dropout(0.2, 0.2, 0.2), Loss.CROSS_ENTROPY);
        try (Classifier classifier = RandomModels.classifier(Pooling.MEAN, 2, 1);
                TrainingSession session = classifier.openTraining(options)) {
            PackedBatch batch = RandomModels.batch(1, 6, 9);
            Targets targets = new Targets.Classes(List.of(0, 1));
            for (String name : List.of(
                    "encoder.layer.0.attention.self.query.weight",
                    "encoder.layer.0.intermediate.dense.weight",
                    "encoder.layer.1.output.LayerNorm.weight",
                    "classifier.weight")) {
                INDArray parameter = classifier.parameters().get(name);
                session.step(batch, targets, 5, 1);
                double[] gradient = session.gradient(name).dup('c').data().asDouble();
                int steepest = IntStream.range(0, gradient.length)
                        .reduce((a, b) -> Math.abs(gradient[a]) > Math.abs(gradient[b]) ? a : b)
                        .orElseThrow();
                float before = parameter.data().getFloat(steepest);
                parameter.data().put(steepest, before + 0.02f);
                double above = session.step(batch, targets, 5, 1);
                parameter.data().put(steepest, before - 0.02f);
                double below = session.step(batch, targets, 5, 1);
                parameter.data().put(steepest, before);
                // A float loss near 1 over a width of 0.04: 3e-6 of rounding, and the curvature.
                assertThat((above - below) / 0.04)
                        .as(name)
                        .isCloseTo(
                                gradient[steepest],
                                org.assertj.core.data.Offset.offset(1e-4 + 0.02 * Math.abs(gradient[steepest])));
            }
        }
    }

    @Test
    void memoryDoesNotGrow() {
        TrainingOptions options = new TrainingOptions(Trainable.everything(), Dropout.BERT, Loss.CROSS_ENTROPY);
        try (Classifier classifier = RandomModels.classifier(Pooling.POOLER, 2, 1);
                TrainingSession session = classifier.openTraining(options)) {
            Targets targets = new Targets.Classes(List.of(0, 1));
            session.step(RandomModels.batch(1, 60, 60), targets, 0, 0);
            long bytes = session.bytes();
            for (int i = 1; i < 100; i++) {
                session.step(RandomModels.batch(i, 1 + i * 7 % 60, 60 - i * 3 % 60), targets, 0, i);
            }
            session.step(RandomModels.batch(1, 60, 60), targets, 0, 0);
            assertThat(session.bytes()).isLessThanOrEqualTo((long) (1.02 * bytes));
        }
    }

    @Test
    void whatDoesNotFitIsAnError() {
        try (Classifier classifier = RandomModels.classifier(Pooling.POOLER, 2, 1);
                TrainingSession session = classifier.openTraining(PLAIN)) {
            PackedBatch batch = RandomModels.batch(1, 3, 4);
            assertThatThrownBy(() -> session.step(batch, new Targets.Classes(List.of(0)), 0, 0))
                    .hasMessage("1 targets for 2 texts");
            assertThatThrownBy(() -> session.step(batch, new Targets.Classes(List.of(0, 2)), 0, 0))
                    .hasMessage("Target 2 of 2 classes");
            assertThatThrownBy(() -> session.step(
                            FeatureBatch.of(List.of(new float[12])), new Targets.Classes(List.of(0)), 0, 0))
                    .hasMessage("This session trains the encoder and takes tokens");
            assertThatThrownBy(() -> session.gradient("classifier.weight")).hasMessage("No step was made yet");
            assertThatThrownBy(() -> classifier.openTraining(new TrainingOptions(
                            Trainable.everything(), Dropout.NONE, new Loss.CrossEntropy(List.of(1.0, 2.0, 3.0), 0))))
                    .isInstanceOf(VerdictException.class)
                    .hasMessage("3 class weights for 2 classes");
        }
    }

    /** The graph of the golden encoder, differentiated by SameDiff, against PyTorch's gradients in double precision. */
    @Test
    void gradientsOfEveryEncoderParameter() {
        EncoderConfig config = GoldenFile.encoderConfig("encoder_config.json");
        JsonObject golden = GoldenFile.json("encoder.json");
        Map<String, INDArray> expected = GoldenFile.tensors("encoder_gradients.safetensors");
        try (Encoder encoder =
                new Encoder(config, GoldenFile.parameters(config, GoldenFile.tensors("encoder.safetensors")))) {
            Map<String, INDArray> actual = EncoderGradients.of(encoder, golden);
            assertThat(actual.keySet()).isEqualTo(expected.keySet());
            actual.forEach((name, gradient) -> {
                INDArray wanted = Objects.requireNonNull(expected.get(name));
                INDArray difference = gradient.sub(wanted);
                // Single precision through two layers forward and back: relative to the tensor's largest gradient.
                double scale = Math.max(1, wanted.amaxNumber().doubleValue());
                assertThat(difference.amaxNumber().doubleValue()).as(name).isLessThan(1e-5 * scale);
            });
        }
    }
}
