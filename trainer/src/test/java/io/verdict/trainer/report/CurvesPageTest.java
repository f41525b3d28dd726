package io.verdict.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesPageTest {
    /** DL4J sums trapezoids of float32 values where the reference counts pairs. */
    private static final double ROUNDING = 1e-6;

    @TempDir
    Path folder;

    @Test
    void areaUnderRocIsTheShareOfOrderedPairs() {
        // Of the 3 x 2 pairs of a spam and a ham, spam is ahead in 4.
        ScoredExamples examples = binary(new int[] {1, 1, 1, 0, 0}, 0.9f, 0.5f, 0.25f, 0.6f, 0.1f);

        assertThat(pairs(examples, 1)).isEqualTo(4.0 / 6);
        assertThat(new CurvesPage(examples).roc(0).calculateAUC(1)).isEqualTo(4.0 / 6, within(ROUNDING));
    }

    @Test
    void areasEqualPairCountsOverManyExamples() {
        ScoredExamples examples = RandomExamples.of(300, RandomExamples.names(4), 11);
        CurvesPage curves = new CurvesPage(examples);

        for (int i = 0; i < 4; i++) {
            assertThat(curves.roc(0).calculateAUC(i)).isEqualTo(pairs(examples, i), within(ROUNDING));
        }
    }

    @Test
    void pageShowsTheAreaAndNamesSafely() throws IOException {
        String name = "a<script>alert(1)</script>&</div>";
        ScoredExamples examples = RandomExamples.of(300, List.of("ham", name), 3);
        Path file = folder.resolve("evaluation.html");
        new CurvesPage(examples).write(file);
        String page = Files.readString(file);

        assertThat(page)
                .contains(String.format(Locale.ROOT, "\"AUROC: Area under ROC:\", \"%.5f\"", pairs(examples, 0)));
        assertThat(page).contains("a\\u003cscript\\u003ealert(1)\\u003c/script\\u003e\\u0026\\u003c/div\\u003e");
        assertThat(page).doesNotContain("<script>alert");
    }

    @Test
    void pageLoadsNothing() throws IOException {
        Path file = folder.resolve("evaluation.html");
        new CurvesPage(RandomExamples.of(60, RandomExamples.names(3), 3)).write(file);

        String page = Files.readString(file);
        assertThat(page).contains("this.d3=", "jQuery v3", "id=\"outerdiv\"").doesNotContain("@import");
        assertThat(page.replaceAll("(?s)<script>.*?</script>", ""))
                .as("what is not script")
                .contains("<body")
                .doesNotContainPattern("<(script|link|img|iframe)[^>]*(src|href)=");
    }

    @Test
    void classesWithoutExamplesAreLeftOut() throws IOException {
        ScoredExamples examples =
                new ScoredExamples(List.of("ham", "empty", "spam"), new int[] {0, 2, 0}, new float[][] {
                    {0.8f, 0.1f, 0.1f}, {0.2f, 0.3f, 0.5f}, {0.3f, 0.1f, 0.6f}
                });
        Path file = folder.resolve("evaluation.html");
        CurvesPage curves = new CurvesPage(examples);
        curves.write(file);

        assertThat(Files.readString(file))
                .contains("Shown are 2 of 3 classes", "Class 1 (spam)")
                .doesNotContain("empty)");
        assertThat(curves.roc(0).calculateAUC(1)).isEqualTo(0.5, within(ROUNDING));
    }

    @Test
    void oneLabelMakesNoCurves() {
        assertThat(new CurvesPage(binary(new int[] {1, 1}, 0.9f, 0.2f)).hasCurves())
                .isFalse();
    }

    @Test
    void manyExamplesMakeASmallPage() throws IOException {
        Path file = folder.resolve("evaluation.html");
        new CurvesPage(RandomExamples.of(30_000, RandomExamples.names(2), 3)).write(file);

        assertThat(Files.size(file)).isLessThan(1_000_000);
        assertThat(Files.readString(file)).contains("taken at 200 thresholds");
    }

    private static ScoredExamples binary(int[] labels, float... spam) {
        float[][] probabilities = new float[spam.length][];
        for (int i = 0; i < spam.length; i++) {
            probabilities[i] = new float[] {1 - spam[i], spam[i]};
        }
        return new ScoredExamples(List.of("ham", "spam"), labels, probabilities);
    }

    /** The share of pairs of an example and a counter-example where the first is more probable; ties are half. */
    private static double pairs(ScoredExamples examples, int classIndex) {
        double ordered = 0;
        int pairs = 0;
        for (int i = 0; i < examples.size(); i++) {
            for (int j = 0; j < examples.size(); j++) {
                if (examples.label(i) == classIndex && examples.label(j) != classIndex) {
                    int order = Float.compare(examples.probability(i, classIndex), examples.probability(j, classIndex));
                    ordered += order > 0 ? 1 : order == 0 ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return ordered / pairs;
    }
}
