package io.verdict.trainer;

import io.verdict.tokenizer.Tokenizer;
import io.verdict.trainer.data.TextClassificationData;
import io.verdict.transformer.Activation;
import io.verdict.transformer.Encoder;
import io.verdict.transformer.EncoderConfig;
import io.verdict.transformer.ParameterSpec;
import io.verdict.transformer.Parameters;
import io.verdict.transformer.Pooling;
import io.verdict.transformer.text.Labels;
import io.verdict.transformer.text.TextClassifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.factory.Nd4j;

/** A small random model and texts it can learn: fruit or tools. */
public final class TinyModels {
    private static final List<String> VOCABULARY = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "apple", "pear", "plum", "cherry", "hammer", "saw", "drill",
            "pliers", "the", "a", "is", "red", "old", "and", "my");

    private TinyModels() {}

    /** A model that cuts texts at 16 tokens. */
    public static TextClassifier model(Pooling pooling, long seed) {
        return TextClassifier.onEncoder(
                encoder(32, seed), tokenizer(), Labels.of(List.of("fruit", "tool")), pooling, 16, seed);
    }

    /** Two layers for texts of up to so many tokens. */
    public static Encoder encoder(int positions, long seed) {
        EncoderConfig config =
                new EncoderConfig(VOCABULARY.size(), 16, 2, 2, 32, positions, 2, 1e-12, Activation.GELU, true);
        Random random = new Random(seed);
        Parameters parameters = new Parameters();
        for (ParameterSpec spec : ParameterSpec.encoder(config)) {
            float[] values = new float[Math.toIntExact(spec.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (spec.name().endsWith("LayerNorm.weight") ? 1 : 0) + (float) random.nextGaussian() * 0.1f;
            }
            long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
            parameters.add(
                    spec.name(), Nd4j.createFromArray(values).reshape(shape).dup('c'));
        }
        return new Encoder(config, parameters);
    }

    public static Tokenizer tokenizer() {
        try {
            Path folder = Files.createTempDirectory("vocabulary");
            Path file = Files.write(folder.resolve("vocab.txt"), VOCABULARY);
            Tokenizer tokenizer = Tokenizer.load(file);
            Files.delete(file);
            Files.delete(folder);
            return tokenizer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Texts of one fruit or tool among other words; a twentieth of the labels is wrong. */
    public static TextClassificationData data(int train, int valid, long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < train + valid; i++) {
            boolean tool = random.nextBoolean();
            StringBuilder text = new StringBuilder();
            int length = 2 + random.nextInt(8);
            int place = random.nextInt(length);
            for (int word = 0; word < length; word++) {
                int id = word == place ? (tool ? 9 : 5) + random.nextInt(4) : 13 + random.nextInt(7);
                text.append(VOCABULARY.get(id)).append(' ');
            }
            texts.add(text.toString());
            labels.add(tool != (i < train && random.nextInt(20) == 0) ? "tool" : "fruit");
        }
        var builder = TextClassificationData.fromLists().train(texts.subList(0, train), labels.subList(0, train));
        return valid == 0
                ? builder.load()
                : builder.valid(texts.subList(train, texts.size()), labels.subList(train, texts.size()))
                        .load();
    }
}
