package io.verdict.trainer.report.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.trainer.report.Answers;
import io.verdict.trainer.report.History;
import io.verdict.trainer.report.Outcome;
import io.verdict.trainer.report.RunFacts;
import io.verdict.transformer.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReadmeTest {
    private static final Optional<String> BASE = Optional.of("sentence-transformers/all-MiniLM-L6-v2");

    @TempDir
    Path folder;

    @Test
    void frontMatterIsWhatTheHubReads() {
        String text = new ModelReadme(facts("spam-model", List.of("ham", "spam"), false), BASE, Pooling.POOLER).text();

        assertThat(text).startsWith("""
                ---
                library_name: transformers
                pipeline_tag: text-classification
                base_model: "sentence-transformers/all-MiniLM-L6-v2"
                tags:
                - text-classification
                - verdict
                metrics:
                - accuracy
                - f1
                - precision
                - recall
                model-index:
                - name: "spam-model"
                  results:
                  - task:
                      type: text-classification
                      name: Text classification
                    dataset:
                      name: "the test texts"
                      type: private
                      split: "test"
                    metrics:
                    - type: accuracy
                      name: "Accuracy"
                      value: 0.75
                """);
        assertThat(text)
                .contains("\n---\n\n# spam-model\n", "from transformers import pipeline", "| ham | 0.6667 | 1.0000 |");
    }

    @Test
    void aHeadThatTransformersLacksIsSaid() {
        String text = new ModelReadme(facts("m", List.of("ham", "spam"), false), Optional.empty(), Pooling.MEAN).text();

        assertThat(text)
                .contains("library_name: verdict", "no class for this head (pooling mean)")
                .doesNotContain("base_model", "import pipeline");
    }

    @Test
    void namesAreNeitherMarkupNorMetadata() {
        String name = "a\"\nlicense: mit\n---\n<script>alert(1)</script>|`[x](y)\u0085";
        String text = new ModelReadme(facts(name, List.of("ham", name), true), BASE, Pooling.CLS).text();

        assertThat(text.lines().filter(line -> line.equals("---"))).hasSize(2);
        assertThat(text.lines()).noneMatch(line -> line.startsWith("license"));
        assertThat(text.substring(text.indexOf("\n# ")))
                .doesNotContain("<script>")
                .contains("\\<script\\>alert(1)\\</script\\>\\|\\`\\[x\\](y)");
        assertThat(FrontMatter.quoted(name))
                .isEqualTo("\"a\\\"\\nlicense: mit\\n---\\n<script>alert(1)</script>|`[x](y)\\u0085\"");
    }

    @Test
    void isWrittenWhole() throws IOException {
        Path file = folder.resolve(ModelReadme.FILE);
        new ModelReadme(facts("m", List.of("ham", "spam"), false), BASE, Pooling.POOLER).write(file);

        assertThat(Files.readString(file)).contains("## Limitations").endsWith("|\n");
    }

    private static RunFacts facts(String name, List<String> labels, boolean several) {
        Answers answers = new Answers(
                labels,
                several,
                List.of(List.of(0), List.of(0), List.of(1), List.of(1)),
                List.of(List.of(0.9, 0.1), List.of(0.8, 0.2), List.of(0.6, 0.4), List.of(0.3, 0.7)));
        return RunFacts.builder(name, labels, several)
                .maxLength(128)
                .history(History.EMPTY.plus(new History.Row(1, 10, 1e-4, 0.5, 0.9, null, 100, 5)))
                .settings(Map.of("strategy", "freeze"))
                .outcome(new Outcome("test", answers, 0.3, List.of()))
                .build();
    }
}
