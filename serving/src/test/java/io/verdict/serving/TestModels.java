package io.verdict.serving;

import io.verdict.transformer.Activation;
import io.verdict.transformer.Classifier;
import io.verdict.transformer.Encoder;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.LogitsEngine;
import io.verdict.transformer.PackedBatch;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** A small model of random parameters, and an engine that counts words. */
public final class TestModels {
    public static final int MAX_LENGTH = 64;
    private static final int HIDDEN = 32;

    private TestModels() {}

    /** Of the labels bad and good. */
    public static TextClassifier classifier(long seed) {
        return classifier(Labels.sorted(List.of("good", "bad")), seed);
    }

    public static TextClassifier classifier(Labels labels, long seed) {
        EncoderConfig config = new EncoderConfig(
                TestTexts.WORDS.size(), HIDDEN, 2, 2, 2 * HIDDEN, MAX_LENGTH, 2, 1e-12, Activation.GELU, false);
        Random random = new Random(seed);
        Parameters parameters = new Parameters();
        for (ParameterSpec spec : ParameterSpec.encoder(config)) {
            long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
            float[] values = new float[(int) LongStream.of(shape).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * 0.1);
            }
            parameters.add(
                    spec.name(),
                    Nd4j.zeros(DataType.FLOAT, shape)
                            .assign(Nd4j.createFromArray(values).reshape(shape)));
        }
        Classifier classifier =
                Classifier.withFreshHead(new Encoder(config, parameters), Pooling.MEAN, labels.size(), seed);
        return new TextClassifier(classifier, TestTexts.tokenizer(), labels, MAX_LENGTH);
    }

    /** Logits: how often "bad" is there, and how often "good"; more labels get minus one. Waits before each batch. */
    public static LogitsEngine counting(int classes, Runnable before) {
        int good = TestTexts.tokenizer().tokenToId("good").orElseThrow();
        int bad = TestTexts.tokenizer().tokenToId("bad").orElseThrow();
        return new LogitsEngine() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public float[][] logits(PackedBatch batch) {
                before.run();
                int[] ids = batch.tokenIds();
                float[][] rows = new float[batch.sequences()][classes];
                for (int i = 0; i < rows.length; i++) {
                    Arrays.fill(rows[i], 2, classes, -1f);
                    for (int t = batch.sequenceOffset(i); t < batch.sequenceOffset(i + 1); t++) {
                        rows[i][0] += ids[t] == bad ? 1 : 0;
                        rows[i][1] += ids[t] == good ? 1 : 0;
                    }
                }
                return rows;
            }

            @Override
            public void close() {}
        };
    }
}
