package io.verdict.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.verdict.transformer.EncoderSession;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.Pooling;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The embedded backbone against ONNX Runtime on the same file. */
@Tag("slow")
class MiniLmTest {
    /** Float32 on both sides, over six layers; 4.6e-6 was seen. */
    private static final double TOLERANCE = 2e-5;

    @Test
    void agreesWithOnnxRuntime() throws IOException, OrtException {
        List<int[]> texts = texts();
        PackedBatch.Builder packed = PackedBatch.builder();
        texts.forEach(packed::add);
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession reference = environment.createSession(bytes());
                Backbone backbone = Backbone.open(Backbones.DEFAULT);
                EncoderSession session = backbone.encoder().openSession()) {
            float[][] rows = session.tokenRows(packed.build());
            float[][] pooled = session.pooled(packed.build(), Pooling.POOLER);
            int row = 0;
            double worst = 0;
            for (int i = 0; i < texts.size(); i++) {
                try (OrtSession.Result result = run(environment, reference, texts.get(i))) {
                    float[][] expected = ((float[][][]) result.get(0).getValue())[0];
                    for (float[] wanted : expected) {
                        worst = Math.max(worst, difference(rows[row++], wanted));
                    }
                    worst = Math.max(
                            worst,
                            difference(pooled[i], ((float[][]) result.get(1).getValue())[0]));
                }
            }
            assertThat(row).isEqualTo(rows.length);
            assertThat(worst).isLessThan(TOLERANCE);
        }
    }

    /** Random token ids of many lengths, the longest and the shortest among them. */
    private static List<int[]> texts() {
        Random random = new Random(5);
        List<int[]> texts = new ArrayList<>();
        for (int length : new int[] {1, 2, 3, 7, 16, 31, 64, 100, 257, 512}) {
            texts.add(random.ints(length, 0, 30522).toArray());
        }
        return texts;
    }

    private static OrtSession.Result run(OrtEnvironment environment, OrtSession session, int[] text)
            throws OrtException {
        long[][] ids = new long[1][text.length];
        long[][] mask = new long[1][text.length];
        for (int i = 0; i < text.length; i++) {
            ids[0][i] = text[i];
            mask[0][i] = 1;
        }
        try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
                OnnxTensor typeTensor = OnnxTensor.createTensor(environment, new long[1][text.length])) {
            return session.run(
                    Map.of("input_ids", idTensor, "attention_mask", maskTensor, "token_type_ids", typeTensor));
        }
    }

    private static double difference(float[] row, float[] expected) {
        double worst = Math.abs(row.length - expected.length);
        for (int i = 0; i < Math.min(row.length, expected.length); i++) {
            worst = Math.max(worst, Math.abs(row[i] - expected[i]));
        }
        return worst;
    }

    private static byte[] bytes() throws IOException {
        try (InputStream model =
                Objects.requireNonNull(MiniLmTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx"))) {
            return model.readAllBytes();
        }
    }
}
