package io.verdict.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.verdict.export.engine.OnnxRuntime;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.saved.SavedModel;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.Prediction;
import io.verdict.transformer.text.TextClassifier;
import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {
    private static final List<String> TEXTS = List.of("a great film", "bad", "", "very ".repeat(60));

    @ParameterizedTest
    @EnumSource(Engine.class)
    void predictsTheSame(Engine engine) {
        List<Prediction> expected;
        try (TextClassifier model = model()) {
            expected = model.predict(TEXTS);
        }
        try (TextClassifier model = engine.on(model())) {
            assertThat(model.engine().name()).isEqualTo(engine.id());
            List<Prediction> predictions = model.predict(TEXTS);
            for (int i = 0; i < predictions.size(); i++) {
                assertThat(predictions.get(i).label()).isEqualTo(expected.get(i).label());
                for (int label = 0; label < SmallModels.LABELS.size(); label++) {
                    assertThat(predictions.get(i).logits().get(label))
                            .isCloseTo(expected.get(i).logits().get(label), within(1e-4));
                }
            }
        }
    }

    @Test
    void aModelThatReadsNoPairsIsCheckedOnSingleTexts(@TempDir Path folder) {
        SavedModel saved = SmallModels.modelOfOneType(3);
        Path model = folder.resolve("model");
        saved.save(model, false);
        for (ExportFormat format : ExportFormat.values()) {
            assertThat(ModelExport.of(model, format)
                            .write(folder.resolve(format.id()))
                            .agrees())
                    .isTrue();
        }
        try (TextClassifier classifier = Engine.ONNXRUNTIME.on(new TextClassifier(
                saved.classifier(), saved.tokenizer(), Labels.of(SmallModels.LABELS), SmallModels.MAX_LENGTH))) {
            assertThat(classifier.predict(TEXTS)).hasSize(TEXTS.size());
        }
    }

    @Test
    void unknownNamesAreErrorsThatListTheKnown() {
        assertThat(Engine.fromId("ONNXRuntime")).isEqualTo(Engine.ONNXRUNTIME);
        assertThatThrownBy(() -> Engine.fromId("onxruntime"))
                .hasMessage("Unknown engine \"onxruntime\"; supported: samediff, onnxruntime."
                        + " Did you mean \"onnxruntime\"?");
        assertThatThrownBy(() -> ExportFormat.fromId("onx"))
                .hasMessage(
                        "Unknown format \"onx\"; supported: onnx, samediff, huggingface." + " Did you mean \"onnx\"?");
    }

    /** The same classes in a loader that has everything but ONNX Runtime. */
    @Test
    void withoutOnnxRuntimeItSaysWhatToDo() throws Exception {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("onnxruntime"))
                .map(EngineTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Method require = loader.loadClass(OnnxRuntime.class.getName()).getMethod("require", String.class);
            assertThatThrownBy(() -> require.invoke(null, "The engine onnxruntime"))
                    .cause()
                    .hasMessageStartingWith(
                            "The engine onnxruntime needs ONNX Runtime, which is not on the class path. With ./verdict:"
                                    + " set VERDICT_ONNXRUNTIME=yes")
                    .extracting(e -> e.getClass().getName())
                    .isEqualTo("io.verdict.transformer.VerdictException");
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static TextClassifier model() {
        SavedModel saved = SmallModels.model(Pooling.POOLER, false, 8);
        return new TextClassifier(
                saved.classifier(), saved.tokenizer(), Labels.of(SmallModels.LABELS), SmallModels.MAX_LENGTH);
    }
}
