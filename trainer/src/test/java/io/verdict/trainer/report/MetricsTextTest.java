package io.verdict.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
    @Test
    void twoClasses() {
        ClassificationMetrics metrics =
                ClassificationMetrics.of(new int[] {0, 0, 0, 1, 1}, new int[] {0, 0, 1, 1, 1}, List.of("ham", "spam"));

        assertThat(metrics.toText()).isEqualTo("""
                                    precision   recall       f1   support
                        ham            1.0000   0.6667   0.8000         3
                        spam           0.6667   1.0000   0.8000         2
                        macro mean     0.8333   0.8333   0.8000         5
                        accuracy       0.8000  (4 of 5)

                        confusion matrix: a row is a label, a column a prediction
                                    ham  spam
                        ham           2     1
                        spam          0     2
                        """);
    }

    @Test
    void longAndWideNamesKeepTheColumns() {
        ClassificationMetrics metrics = ClassificationMetrics.of(
                new int[] {0, 1, 2},
                new int[] {0, 1, 1},
                List.of("a name that goes on and on and on", "迷惑メール", "line\nbreak\u202Eand direction"));
        List<String> lines = metrics.toText().lines().toList();

        assertThat(lines.get(1)).startsWith("a name that goes on and… ").endsWith(" 1");
        assertThat(lines.get(3)).contains("line break and direction");
        for (int i = 1; i <= 3; i++) {
            assertThat(ShortName.columns(lines.get(i))).isEqualTo(lines.get(0).length());
        }
        assertThat(ShortName.columns(lines.get(9))).isEqualTo(ShortName.columns(lines.get(8)));
    }

    @Test
    void twentyClassesFitNumberedColumns() {
        String text =
                RandomExamples.of(500, RandomExamples.names(20), 7).metrics().toText();
        List<String> matrix = text.lines().skip(25).toList();

        assertThat(matrix).hasSize(21);
        assertThat(matrix.get(0)).contains("[0]").endsWith("[19]");
        assertThat(matrix.get(1)).startsWith(" [0] class 0");
        assertThat(matrix).allSatisfy(line -> assertThat(line).hasSameSizeAs(matrix.get(0)));
    }

    @Test
    void manyClassesAreSummarized() {
        List<String> names = RandomExamples.names(150);
        List<Integer> labels = new ArrayList<>(IntStream.range(0, 150).boxed().toList());
        labels.addAll(List.of(42, 42, 42));
        int[] predictions = labels.stream().mapToInt(i -> i == 42 ? 17 : i).toArray();
        String text = ClassificationMetrics.of(labels.stream().mapToInt(i -> i).toArray(), predictions, names)
                .toText();

        List<String> lines = text.lines().toList();
        assertThat(lines.get(1)).startsWith("class 42").contains("0.0000").endsWith(" 4");
        assertThat(lines.get(2)).startsWith("class 17").contains("0.2000");
        assertThat(text)
                .contains("(the 10 classes of the lowest F1 of 150)", "       4  class 42 predicted as class 17\n");
        assertThat(lines).hasSizeLessThan(30);
    }
}
