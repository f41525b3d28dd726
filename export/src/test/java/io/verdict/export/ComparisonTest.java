package io.verdict.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.Pooling;
import io.verdict.transformer.VerdictException;
import io.verdict.transformer.saved.SavedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final List<SampleText> TEXTS =
            SampleText.all(List.of("a great film", "bad", "very very bad", "the film was great"));

    @TempDir
    Path folder;

    @Test
    void aNumberThatIsNoneIsNoAgreement() {
        ComparedText text = compared(List.of(1.0, 2.0), List.of(1.0, Double.NaN));
        assertThat(text.difference()).isInfinite();
        assertThat(new Comparison("one", "two", 1e30, List.of(text)).agrees()).isFalse();
    }

    @Test
    void theToleranceItselfIsStillEqual() {
        ComparedText text = compared(List.of(1.0, 2.0), List.of(1.25, 2.0));
        assertThat(new Comparison("one", "two", 0.25, List.of(text)).agrees()).isTrue();
        assertThat(new Comparison("one", "two", 0.24, List.of(text)).agrees()).isFalse();
    }

    @Test
    void theTableShowsTheLargestDifferencesAndFlips() {
        ComparedText same = compared(List.of(1.0, 2.0), List.of(1.0, 2.0));
        ComparedText flipped = new ComparedText(
                new SampleText("first\ttext", Optional.of("second")),
                List.of(1.0, 2.0),
                List.of(1.0, 0.5),
                List.of("spam"),
                List.of("ham"));
        String text = ComparisonText.of(new Comparison("one (A)", "two (B)", 1e-4, List.of(same, flipped)), 1);
        assertThat(text.lines())
                .containsExactly(
                        "reference  one (A)",
                        "compared   two (B)",
                        "2 texts: the logits differ by up to 1.5e+00 (tolerance 1.0e-04), 1 text gets another label",
                        "",
                        "  difference  label        text",
                        "     1.5e+00  spam -> ham  first text | second");
    }

    @Test
    void anotherModelDiffers() {
        try (LoadedModel one = model(Pooling.MEAN, false, 1);
                LoadedModel other = model(Pooling.MEAN, false, 2)) {
            Comparison comparison = Comparison.of(one, other, TEXTS, 1e-4);
            assertThat(comparison.agrees()).isFalse();
            assertThat(comparison.largestDifference()).isGreaterThan(0.01);
            assertThat(comparison.worst(2)).hasSize(2);
        }
    }

    @Test
    void otherLabelsAreAnotherModel() {
        try (LoadedModel one = model(Pooling.MEAN, false, 1);
                LoadedModel other = model(Pooling.MEAN, true, 1)) {
            assertThatThrownBy(() -> Comparison.of(one, other, TEXTS, 1e-4))
                    .isInstanceOf(VerdictException.class)
                    .hasMessageContaining("of which a text can have several; they are different models");
        }
    }

    @Test
    void whatIsNoModelIsSaid() throws Exception {
        assertThatThrownBy(() -> LoadedModel.open(folder)).hasMessageContaining("holds no model.onnx and no model.fb");
        Path file = Files.writeString(folder.resolve("model.fb"), "no graph");
        assertThatThrownBy(() -> LoadedModel.open(file)).hasMessageContaining("is no SameDiff file, or is damaged");
        Path onnx = Files.writeString(folder.resolve("other.onnx"), "no graph");
        assertThatThrownBy(() -> LoadedModel.open(onnx)).hasMessageContaining("is no model that ONNX Runtime takes");
        Path text = Files.writeString(folder.resolve("model.txt"), "no graph");
        assertThatThrownBy(() -> LoadedModel.open(text)).hasMessageContaining("does not tell its format");
        assertThatThrownBy(() -> LoadedModel.open(folder.resolve("nothing"))).hasMessageContaining("There is no");
    }

    private static ComparedText compared(List<Double> expected, List<Double> actual) {
        return new ComparedText(SampleText.of("a text"), expected, actual, List.of("spam"), List.of("spam"));
    }

    private LoadedModel model(Pooling pooling, boolean multiLabel, long seed) {
        SavedModel saved = SmallModels.model(pooling, multiLabel, seed);
        return LoadedModel.of(folder.resolve("model-" + seed), saved);
    }
}
