package io.verdict.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.verdict.transformer.VerdictException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingReportTest {
    @TempDir
    Path temporary;

    private static TrainingReport report(ScoredExamples examples, History history) {
        return new TrainingReport(examples.metrics().toJson(), Optional.of(examples), history);
    }

    @Test
    void severalLabelsATextHaveNoConfusions() {
        JsonObject metrics = new JsonObject();
        metrics.addProperty("hamming_loss", 0.5);
        List<Path> written =
                new TrainingReport(metrics, Optional.empty(), RandomExamples.history(3, true)).write(temporary);
        assertThat(written.stream().map(path -> path.getFileName().toString()))
                .containsExactly("metrics.json", "history.csv", "curves.png");
        assertThat(written.get(0)).content().contains("\"hamming_loss\": 0.5");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 60})
    void writesAllFiles(int classes) throws IOException {
        Path folder = temporary.resolve("a new folder");
        ScoredExamples examples = RandomExamples.of(400, names(classes), 1);
        History history = RandomExamples.history(10, true);
        List<Path> written = report(examples, history).write(folder);

        assertThat(written.stream().map(path -> path.getFileName().toString()))
                .containsExactly(
                        "metrics.json", "history.csv", "curves.png", "confusion_matrix.png", "evaluation.html");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrderElementsOf(written);
        }
        assertThat(JsonParser.parseString(Files.readString(folder.resolve("metrics.json"))))
                .isEqualTo(JsonParser.parseString(examples.metrics().toJson().toString()));
        assertThat(History.read(folder.resolve("history.csv"))).isEqualTo(history);
        for (String picture : List.of("curves.png", "confusion_matrix.png")) {
            assertThat(colors(folder.resolve(picture))).hasSizeGreaterThan(20);
        }
    }

    @Test
    void evaluationAloneHasNoHistory() {
        List<Path> written =
                report(RandomExamples.of(40, names(2), 1), History.EMPTY).write(temporary);

        assertThat(written.stream().map(path -> path.getFileName().toString()))
                .containsExactly("metrics.json", "confusion_matrix.png", "evaluation.html");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200})
    void drawsCurvesOfAnyLength(int epochs) throws IOException {
        Path file = temporary.resolve("curves.png");
        CurvesPicture.write(RandomExamples.history(epochs, false), file);

        assertThat(colors(file)).contains(0xFF1F77B4).doesNotContain(0xFFD9541E);
    }

    @Test
    void refusesWhatAreNoProbabilities() {
        List<String> names = List.of("ham", "spam");
        assertThatThrownBy(() -> new ScoredExamples(names, new int[1], new float[][] {{1.5f, 2.5f}}))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("sum to 4.0");
        assertThatThrownBy(() -> new ScoredExamples(names, new int[1], new float[][] {{Float.NaN, 1}}))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new ScoredExamples(names, new int[1], new float[][] {{1}}))
                .hasMessageContaining("1 probabilities, but there are 2 classes");
        assertThatThrownBy(() -> new ScoredExamples(names, new int[2], new float[][] {{1, 0}}))
                .hasMessageContaining("2 labels, but probabilities of 1 examples");
    }

    @Test
    void saysWhichFileCannotBeWritten() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> report(RandomExamples.of(40, names(2), 1), History.EMPTY)
                        .write(file))
                .isInstanceOf(VerdictException.class)
                .hasMessageContaining("metrics.json");
    }

    private static List<String> names(int classes) {
        List<String> names = new ArrayList<>(RandomExamples.names(classes));
        names.set(0, "ham");
        names.set(1, "spam");
        if (classes > 2) {
            names.set(2, "questions about delivery and returns");
        }
        return names;
    }

    private static Set<Integer> colors(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        Set<Integer> colors = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colors.add(image.getRGB(x, y));
            }
        }
        return colors;
    }
}
