package io.verdict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.verdict.onnx.Backbones;
import io.verdict.tokenizer.Tokenizer;
import io.verdict.tokenizer.Truncation;
import io.verdict.trainer.data.Example;
import io.verdict.trainer.data.TextClassificationData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code verdict embed --pooling none} on 200 mixed texts against ONNX Runtime on the same file, text by text. */
@Tag("slow")
class EmbedAgainstOnnxRuntimeTest {
    /** Float32 on both sides, over six layers; 8e-6 was seen. */
    private static final double TOLERANCE = 1e-4;
    /** The same text in batches of other sizes: other blocks of the same products; 3e-6 was seen. */
    private static final double SAME = 1e-5;

    @Test
    void agreesWhateverTheBatchSize() throws IOException, OrtException {
        List<String> texts = texts();
        List<List<double[]>> alone = embed(texts, 1);
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession reference = environment.createSession(resource("all-minilm-l6-v2.onnx"))) {
            Tokenizer tokenizer = Tokenizer.fromJson(
                            new String(resource("all-minilm-l6-v2-tokenizer.json"), StandardCharsets.UTF_8))
                    .withPadding(null)
                    .withTruncation(Truncation.to(512));
            double worst = 0;
            for (int i = 0; i < texts.size(); i++) {
                worst = Math.max(
                        worst,
                        difference(alone.get(i), run(environment, reference, tokenizer.encodeIds(texts.get(i)))));
            }
            assertThat(worst).isLessThan(TOLERANCE);
        }
        for (int batchSize : new int[] {7, 32}) {
            List<List<double[]>> together = embed(texts, batchSize);
            double worst = 0;
            for (int i = 0; i < texts.size(); i++) {
                worst = Math.max(worst, difference(together.get(i), alone.get(i)));
            }
            assertThat(worst).as("batch size %d", batchSize).isLessThan(SAME);
        }
    }

    /** Mails of the bundled data, and what mails seldom hold; the last is cut at the encoder's 512 tokens. */
    private static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(
                "",
                "a",
                "你好，世界",
                "日本語のテキスト",
                "안녕하세요",
                "مرحبا بالعالم",
                "สวัสดีชาวโลก",
                "👩‍👩‍👧‍👦 family",
                "naïve café RÉSUMÉ",
                "x".repeat(300),
                "word ".repeat(700)));
        try (Stream<Example> mails = TextClassificationData.fromCsv()
                .inputField("text")
                .predictFile(Path.of("../examples/data/spam/test.csv"))
                .load()
                .predict()
                .orElseThrow()
                .stream()) {
            mails.limit(200 - texts.size())
                    .forEachOrdered(mail -> texts.add(mail.text().replaceAll("\\R", " ")));
        }
        return texts;
    }

    private static List<List<double[]>> embed(List<String> texts, int batchSize) {
        CliRun run = CliRun.withInput(
                String.join("\n", texts) + "\n",
                "embed",
                "--backbone",
                Backbones.DEFAULT,
                "--pooling",
                "none",
                "--batch-size",
                batchSize);
        assertThat(run.code()).as(run.err()).isZero();
        List<List<double[]>> embeddings = run.lines().stream()
                .map(line -> rows(JsonParser.parseString(line).getAsJsonObject().getAsJsonArray("embedding")))
                .toList();
        assertThat(embeddings).hasSameSizeAs(texts);
        return embeddings;
    }

    private static List<double[]> rows(JsonArray rows) {
        List<double[]> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.getAsJsonArray().asList().stream()
                .mapToDouble(value -> value.getAsDouble())
                .toArray()));
        return values;
    }

    private static List<double[]> run(OrtEnvironment environment, OrtSession session, int[] text) throws OrtException {
        long[][] ids = new long[1][text.length];
        long[][] mask = new long[1][text.length];
        for (int i = 0; i < text.length; i++) {
            ids[0][i] = text[i];
            mask[0][i] = 1;
        }
        try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
                OnnxTensor typeTensor = OnnxTensor.createTensor(environment, new long[1][text.length]);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", idTensor, "attention_mask", maskTensor, "token_type_ids", typeTensor))) {
            List<double[]> rows = new ArrayList<>();
            for (float[] row : ((float[][][]) result.get(0).getValue())[0]) {
                double[] values = new double[row.length];
                for (int j = 0; j < row.length; j++) {
                    values[j] = row[j];
                }
                rows.add(values);
            }
            return rows;
        }
    }

    private static double difference(List<double[]> actual, List<double[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double worst = 0;
        for (int i = 0; i < actual.size(); i++) {
            for (int j = 0; j < actual.get(i).length; j++) {
                worst = Math.max(worst, Math.abs(actual.get(i)[j] - expected.get(i)[j]));
            }
        }
        return worst;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = EmbedAgainstOnnxRuntimeTest.class.getClassLoader().getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
