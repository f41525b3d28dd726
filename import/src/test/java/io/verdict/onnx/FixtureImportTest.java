package io.verdict.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every export must give the parameters that went into it, bit for bit, and the configuration it was made from. */
class FixtureImportTest {
    static List<Fixture> fixtures() {
        return Fixture.importable();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void derivesTheConfiguration(Fixture fixture) {
        EncoderConfig derived = OnnxImporter.inspect(fixture.path()).config();

        assertThat(derived).isEqualTo(expected(fixture));
    }

    /** What the model was made from, and where the file cannot say that, what the file says. */
    private static EncoderConfig expected(Fixture fixture) {
        EncoderConfig config = fixture.config();
        if (!fixture.file().equals("torch2_opset14_float16.onnx")) {
            return config;
        }
        // There the epsilon is a float16 constant, and the least one is 2^-24; as a decimal number of a float32:
        return new EncoderConfig(
                config.vocabularySize(),
                config.hiddenSize(),
                config.layers(),
                config.attentionHeads(),
                config.intermediateSize(),
                config.maxPositions(),
                config.typeVocabularySize(),
                5.9604645E-8,
                config.activation(),
                config.pooler());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void findsEveryParameter(Fixture fixture) {
        Map<String, Fixture.Tensor> weights = fixture.weights();
        try (ImportedModel model = OnnxImporter.read(fixture.path())) {
            for (ParameterSpec spec : ParameterSpec.encoder(fixture.config())) {
                assertSame(spec.name(), model.encoder().parameters().get(spec.name()), weights);
            }
            assertThat(model.encoder().parameters().names()).hasSameSizeAs(ParameterSpec.encoder(fixture.config()));
            assertThat(model.head().isPresent()).isEqualTo(fixture.hasClassifier());
            model.head().ifPresent(head -> {
                assertSame(ParameterSpec.CLASSIFIER_WEIGHT, head.weight(), weights);
                assertSame(ParameterSpec.CLASSIFIER_BIAS, head.bias(), weights);
            });
            assertThat(model.report().difference().missing()).isEmpty();
            assertThat(model.report().difference().unexpected()).isEmpty();
            assertThat(model.tail()).isEmpty();
        }
    }

    private static void assertSame(String name, INDArray array, Map<String, Fixture.Tensor> weights) {
        Fixture.Tensor expected = weights.get(name);
        assertThat(expected).as(name).isNotNull();
        assertThat(LongStream.of(array.shape()).boxed().toList()).as(name).isEqualTo(expected.shape());
        List<Float> numbers = new ArrayList<>();
        for (float number : array.ravel().toFloatVector()) {
            numbers.add(number);
        }
        assertThat(numbers).as(name).isEqualTo(expected.numbers());
    }
}
