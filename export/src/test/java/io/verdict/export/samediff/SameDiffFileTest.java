package io.verdict.export.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.export.SmallModels;
import io.verdict.export.engine.StockSameDiffEngine;
import io.verdict.transformer.Activation;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.ClassifierEngine;
import io.verdict.transformer.LogitsEngine;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;

class SameDiffFileTest {
    /** Two layers of float32 sums in another order. */
    private static final float ROUNDING = 2e-5f;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void stockSameDiffGivesTheSameLogitsForMixedLengths(Pooling pooling) throws IOException {
        requireEqual(SmallModels.classifier(pooling, Activation.GELU, 3));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void everyActivationIsWritten(Activation activation) throws IOException {
        requireEqual(SmallModels.classifier(Pooling.CLS, activation, 4));
    }

    @Test
    void everyOpIsNd4jsOwn() throws IOException {
        Path file = folder.resolve("model.fb");
        try (Classifier classifier = SmallModels.classifier(Pooling.MEAN, Activation.GELU, 5)) {
            SameDiffFile.write(classifier, file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            SameDiff graph = SameDiff.load(in, false);
            assertThat(graph.ops()).hasSizeGreaterThan(50);
            assertThat(graph.ops())
                    .extracting(DifferentialFunction::getClass)
                    .allSatisfy(op -> assertThat(op.getName()).startsWith("org.nd4j."));
            assertThat(graph.inputs()).containsExactlyInAnyOrder("input_ids", "attention_mask", "token_type_ids");
            assertThat(graph.hasVariable("logits")).isTrue();
        }
    }

    private void requireEqual(Classifier classifier) throws IOException {
        Path file = folder.resolve("model.fb");
        SameDiffFile.write(classifier, file);
        try (classifier;
                LogitsEngine own = new ClassifierEngine(classifier);
                LogitsEngine other = StockSameDiffEngine.open(file)) {
            assertThat(other.description()).isEqualTo("SameDiff of ND4J 1.0.0-M2.1");
            for (PackedBatch batch :
                    new PackedBatch[] {SmallModels.batch(7, 5, 1, 32, 17, 2), SmallModels.batch(8, 9)}) {
                float[][] expected = own.logits(batch);
                float[][] logits = other.logits(batch);
                for (int text = 0; text < expected.length; text++) {
                    assertThat(logits[text]).as("text %d", text).containsExactly(expected[text], within(ROUNDING));
                }
            }
        }
    }
}
