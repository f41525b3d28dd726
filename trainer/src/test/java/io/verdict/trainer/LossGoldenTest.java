package io.verdict.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.verdict.transformer.Activation;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierConfig;
import io.verdict.transformer.Dropout;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.FeatureBatch;
import io.verdict.transformer.Loss;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.Targets;
import io.verdict.transformer.Trainable;
import io.verdict.transformer.TrainingOptions;
import io.verdict.transformer.TrainingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every loss with its options against PyTorch's, through a head that gives its features as logits. */
class LossGoldenTest {
    private static final int CLASSES = 3;
    /** As training_golden.py has them. */
    private static final List<Double> WEIGHTS = List.of(0.5, 1.0, 2.5);

    private static final double SMOOTHING = 0.1;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cross_entropy",
                "label_smoothing",
                "class_weights",
                "label_smoothing_and_class_weights",
                "binary_cross_entropy"
            })
    void isPyTorchs(String name) {
        JsonObject golden = GoldenFile.json("losses.json");
        JsonObject expected = golden.getAsJsonObject(name);
        List<List<Double>> logits = GoldenFile.rows(golden.getAsJsonArray("logits"));
        List<Double> weights = name.contains("class_weights") ? WEIGHTS : List.of();
        double smoothing = name.contains("label_smoothing") ? SMOOTHING : 0;
        boolean binary = name.equals("binary_cross_entropy");
        Loss loss = binary ? new Loss.BinaryCrossEntropy() : new Loss.CrossEntropy(weights, smoothing);
        Targets targets = binary
                ? new Targets.Multilabel(GoldenFile.rows(golden.getAsJsonArray("multi_hot_labels")))
                : new Targets.Classes(GoldenFile.numbers(golden.getAsJsonArray("labels")).stream()
                        .map(Double::intValue)
                        .toList());
        try (Classifier classifier = identity();
                TrainingSession session =
                        classifier.openTraining(new TrainingOptions(Trainable.head(), Dropout.NONE, loss))) {
            double found = session.step(FeatureBatch.of(floats(logits)), targets, 0, 0);
            // Single precision against double.
            assertThat(found).isCloseTo(expected.get("loss").getAsDouble(), Percentage.withPercentage(1e-4));
            INDArray bias = session.gradient(ParameterSpec.CLASSIFIER_BIAS);
            INDArray weight = session.gradient(ParameterSpec.CLASSIFIER_WEIGHT);
            List<List<Double>> gradient = GoldenFile.rows(expected.getAsJsonArray("gradient"));
            for (int c = 0; c < CLASSES; c++) {
                double sum = 0;
                double[] products = new double[CLASSES];
                for (int i = 0; i < gradient.size(); i++) {
                    sum += gradient.get(i).get(c);
                    for (int f = 0; f < CLASSES; f++) {
                        products[f] += gradient.get(i).get(c) * logits.get(i).get(f);
                    }
                }
                assertThat(bias.getDouble(c)).isCloseTo(sum, Offset.offset(1e-6));
                for (int f = 0; f < CLASSES; f++) {
                    // Sums of products with logits of up to 100.
                    assertThat(weight.getDouble(c, f)).isCloseTo(products[f], Offset.offset(1e-4));
                }
            }
        }
    }

    /** A classifier whose logits are its features. */
    private static Classifier identity() {
        EncoderConfig encoder = new EncoderConfig(4, CLASSES, 1, 1, 4, 8, 2, 1e-12, Activation.GELU, true);
        Parameters parameters = new Parameters();
        Stream.concat(ParameterSpec.encoder(encoder).stream(), ParameterSpec.classifier(encoder, CLASSES).stream())
                .forEach(spec -> {
                    long[] shape =
                            spec.shape().stream().mapToLong(Long::longValue).toArray();
                    INDArray values = Nd4j.zeros(shape);
                    for (int i = 0; i < CLASSES && spec.name().equals(ParameterSpec.CLASSIFIER_WEIGHT); i++) {
                        values.putScalar(i, i, 1);
                    }
                    parameters.add(spec.name(), values);
                });
        return new Classifier(new ClassifierConfig(encoder, Pooling.POOLER, CLASSES), parameters);
    }

    private static List<float[]> floats(List<List<Double>> rows) {
        List<float[]> floats = new ArrayList<>();
        for (List<Double> row : rows) {
            float[] values = new float[row.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.get(i).floatValue();
            }
            floats.add(values);
        }
        return floats;
    }
}
