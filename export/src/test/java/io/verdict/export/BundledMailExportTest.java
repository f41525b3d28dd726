package io.verdict.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.onnx.Backbone;
import io.verdict.onnx.Backbones;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real encoder with each head, exported and compared on the bundled mail, whose lengths differ by a factor of 40. */
@Tag("slow")
class BundledMailExportTest {
    private static final Path MAIL = Path.of("../examples/data/spam/valid.csv");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"MEAN,false,onnx", "CLS,true,onnx", "POOLER,false,onnx", "MEAN,true,samediff", "POOLER,false,samediff"})
    void givesTheSameLogits(Pooling pooling, boolean multiLabel, String format) {
        Path model = folder.resolve("model");
        Backbone backbone = Backbone.open(Backbones.DEFAULT);
        Labels labels = Labels.of(List.of("ham", "spam", "other")).withMultiLabel(multiLabel);
        try (TextClassifier classifier =
                TextClassifier.onEncoder(backbone.encoder(), backbone.tokenizer(), labels, pooling, 256, 11)) {
            // A fresh head's logits are small, and so would be their differences.
            classifier.classifier().parameters().get("classifier.weight").muli(50);
            classifier.save(model, 11);
        }
        Comparison comparison = ModelExport.of(model, ExportFormat.fromId(format))
                .withTexts(mail(format.equals("onnx") ? 360 : 64))
                .write(folder.resolve("export"));
        assertThat(comparison.largestDifference()).isLessThan(1e-4);
        assertThat(comparison.flips()).isZero();
        assertThat(comparison.texts()).anyMatch(text -> Math.abs(text.expected().get(0)) > 0.5);
    }

    private static List<SampleText> mail(int count) {
        try (Stream<Example> examples =
                TextClassificationData.fromCsv()
                        .inputField("text")
                        .predictFile(MAIL)
                        .load()
                        .predict()
                        .orElseThrow()
                        .stream()) {
            return examples.limit(count)
                    .map(example -> SampleText.of(example.text()))
                    .toList();
        }
    }
}
