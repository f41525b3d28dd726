package io.verdict.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.transformer.ClassifierSession;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chain of the forward benchmark: backbone, head, both sides' logits. */
class OnnxHeadTest {
    @Test
    void onnxRuntimeComputesTheSameLogitsWithIt() {
        List<int[]> ids = List.of(new int[] {101, 7592, 2088, 999, 102}, new int[] {101, 2017, 2031, 2180, 102});
        try (ModelUnderTest model = ModelUnderTest.open();
                ClassifierSession session = model.classifier().openSession();
                OnnxRuntimeModel onnxRuntime = new OnnxRuntimeModel(model.onnx(), 1)) {
            float[][] ours = session.logits(ModelUnderTest.batch(ids));
            float[][] theirs = onnxRuntime.logits(ids);

            // Logits this large show a difference, and the two texts have different ones.
            assertThat(Math.abs(ours[0][0])).isGreaterThan(0.1f);
            assertThat(ours[0][0]).isNotEqualTo(ours[1][0]);
            // Float32 through six layers, summed in another order.
            assertThat(Logits.requireEqual("onnxruntime", ours, theirs)).isLessThan(1e-4);

            theirs[1][1] += 0.01f;
            assertThatThrownBy(() -> Logits.requireEqual("onnxruntime", ours, theirs))
                    .isInstanceOf(BenchmarkException.class)
                    .hasMessageContaining("onnxruntime computes something else: logit 1 of text 1");
        }
    }
}
